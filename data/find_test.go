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

func TestACustomerIsFoundAmongTheManyDocumentsOfTheirs(t *testing.T) {
	s := newStore(t)
	var found []app.Found
	err := s.Change(context.Background(), func(tx app.Tx) error {
		c := &trade.Customer{Number: "C-7", Name: "Bluebird Gifts"}
		if err := tx.SaveCustomer(c); err != nil {
			return err
		}
		if err := tx.Index(trade.KindCustomer, c.ID, c.Number, c.Name, "C-7 Bluebird Gifts"); err != nil {
			return err
		}
		for i := 1; i < 60; i++ {
			if err := tx.Index(trade.KindOrder, trade.ID(i), fmt.Sprintf("SO-%d", i), c.Name, fmt.Sprintf("SO-%d Bluebird Gifts", i)); err != nil {
				return err
			}
		}
		var err error
		found, err = tx.Find("blueb", 8)
		return err
	})
	if err != nil || len(found) != 8 || found[0].Kind != trade.KindCustomer || found[1].Number != "SO-59" {
		t.Errorf("blueb finds %v, %v", found, err)
	}
}

// A long word that is there as it was typed is taken whole, because all words that begin so take long to gather; any other is a beginning.
func TestALongWordOfAListIsTakenWholeWhereItIsThere(t *testing.T) {
	s := newStore(t)
	titles := []string{"Bluebird Gifts", "Bluebirds Club", "Blue Heron"}
	change(t, s, func(x app.Tx) error {
		for i, title := range titles {
			if err := x.Index(trade.KindOrder, trade.ID(i+1), fmt.Sprintf("SO-%d", 1000000+i), title, title); err != nil {
				return err
			}
		}
		return nil
	})
	for text, want := range map[string]string{"bluebird": "[1]", "bluebir": "[2 1]", "bluebirds": "[2]", "blue": "[3 2 1]", "bluebird gif": "[1]", "bluebir gif": "[1]", "bluebird club": "[2]", "so-100000": "[3 2 1]", "so-1000001": "[2]"} {
		got := read(t, s, func(x app.Tx) ([]string, error) { return x.(*tx).newest(trade.KindOrder, beginnings(text), 10) })
		equal(t, text, fmt.Sprint(got), want)
	}
}
