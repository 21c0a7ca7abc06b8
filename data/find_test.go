package data

import (
	"context"
	"fmt"
	"testing"

	"dropdesk/app"
	"dropdesk/app/trade"
)

func TestANumberIsFoundAmongManyThatBeginLikeIt(t *testing.T) {
	s := newStore(t)
	var found, bare []app.Found
	err := s.Change(context.Background(), func(tx app.Tx) error {
		for i := 1042; i < 1500; i++ {
			if err := tx.Index(trade.KindOrder, trade.ID(i), fmt.Sprintf("SO-%d", i), "Bluebird", fmt.Sprintf("SO-%d Bluebird", i)); err != nil {
				return err
			}
		}
		for i := 10420; i < 10500; i++ {
			if err := tx.Index(trade.KindOrder, trade.ID(i), fmt.Sprintf("SO-%d", i), "Harbor", fmt.Sprintf("SO-%d Harbor", i)); err != nil {
				return err
			}
		}
		var err error
		if found, err = tx.Find("so-1042", 5); err == nil {
			bare, err = tx.Find("1042", 5)
		}
		return err
	})
	if err != nil || len(found) != 5 || found[0].Number != "SO-1042" || found[1].Number == "SO-1042" {
		t.Errorf("so-1042 finds %v, %v", found, err)
	}
	if len(bare) == 0 || bare[0].Number != "SO-1042" {
		t.Errorf("1042 finds %v", bare)
	}
}
