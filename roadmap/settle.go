package roadmap

// settle gives values their meaning that need the calendar.
func (r *Roadmap) settle() {
	starts := r.Calendar.FiscalYearStarts
	if starts <= 1 {
		return
	}
	r.eachDue(func(d *Due) {
		if again, err := ParseDue(d.Text, starts); err == nil {
			*d = again
		}
	})
}

func (r *Roadmap) eachDue(each func(*Due)) {
	for i := range r.Goals {
		for j := range r.Goals[i].Metrics {
			each(&r.Goals[i].Metrics[j].Due)
		}
		for j := range r.Goals[i].NonGoals {
			each(&r.Goals[i].NonGoals[j].Revisit)
		}
	}
	for i := range r.Releases {
		each(&r.Releases[i].Due)
	}
}
