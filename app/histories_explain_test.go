package app_test

func init() { allSteps = append(allSteps, (*steps).explain) }

// explain opens every figure of the deal, as far as it has come.
func (s *steps) explain() error {
	explainOrder(s.house.t, s.Desk, s.ctx, s.order)
	return nil
}
