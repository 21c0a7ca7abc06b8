package views

import "errors"

// failureScenes show what is said when the program itself fails, and which program it is.
func (s *Shell) failureScenes() []Scene {
	details := s.details(errors.New("no such column: paid_att"))
	return []Scene{
		{"dialog-failure", func() { s.Go(0); s.sayFailure(details) }},
		{"dialog-failure-details", func() {
			s.Go(0)
			s.sayFailure(details)
			s.unfold()
		}},
		{"dialog-about", func() { s.Go(0); s.about() }},
	}
}
