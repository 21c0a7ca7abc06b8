package kit

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"dropdesk/views/look"
)

func whole(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func bars(values ...float64) []Bar {
	list := make([]Bar, len(values))
	for i, v := range values {
		list[i] = Bar{Name: strconv.Itoa(i + 1), Words: "day " + strconv.Itoa(i+1), Value: v, Tone: Info}
	}
	return list
}

// The axis is round, holds all values and has few enough labels to be read.
func TestTicksAreRoundAndHoldAllValues(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	for range 5000 {
		low, high := -math.Pow(10, r.Float64()*9)*float64(r.IntN(2)), math.Pow(10, r.Float64()*9-2)*float64(r.IntN(5))
		n := 2 + r.IntN(6)
		ticks := ticksOf(low, high, n)
		hair := (high - low) * 1e-8
		if ticks[0] > low+hair || ticks[len(ticks)-1] < high-hair || len(ticks) < 2 || len(ticks) > n+3 {
			t.Fatalf("%v to %v in %d: %v", low, high, n, ticks)
		}
	}
	for _, v := range ticksOf(0, 3, 5) {
		if v != math.Trunc(v) {
			t.Fatalf("a count of 3 has the tick %v", v)
		}
	}
}

// All that is drawn stays inside of the chart, whatever its size, number of bars and signs.
func TestChartStaysInItsPlace(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Theme{})
	r := rand.New(rand.NewPCG(1, 9))
	for range 300 {
		values := make([]float64, r.IntN(400))
		for i := range values {
			values[i] = r.NormFloat64() * 1000
		}
		c := NewChart("Profit", bars(values...), whole)
		c.Line = values
		size := fyne.NewSize(60+r.Float32()*1000, 60+r.Float32()*300)
		c.Resize(size)
		for _, o := range test.WidgetRenderer(c).Objects() {
			from, to := o.Position(), o.Position().Add(o.Size())
			if l, ok := o.(*canvas.Line); ok {
				from, to = fyne.NewPos(min(l.Position1.X, l.Position2.X), min(l.Position1.Y, l.Position2.Y)), fyne.NewPos(max(l.Position1.X, l.Position2.X), max(l.Position1.Y, l.Position2.Y))
			}
			if _, text := o.(*canvas.Text); !text && (from.X < -0.5 || from.Y < -0.5 || to.X > size.Width+0.5 || to.Y > size.Height+0.5) {
				t.Fatalf("%T from %v to %v of %v with %d bars", o, from, to, size, len(values))
			}
		}
	}
}

// However many bars there are and however long their names: none is written into another one.
func TestNamesBelowAChartDoNotRunIntoEachOther(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Theme{})
	for n := 1; n < 30; n++ {
		for _, name := range []string{"7", "SO-1042", "Gärtnerei Ler…"} {
			list := bars(make([]float64, n)...)
			for i := range list {
				list[i].Name, list[i].Value = name, 1000
			}
			c := NewChart("Profit", list, whole)
			c.Resize(fyne.NewSize(580, 150))
			end, foot := float32(0), c.Size().Height-chartFoot
			for _, o := range test.WidgetRenderer(c).Objects() {
				if at := o.Position(); at.Y >= foot && o.Size().Height < chartFoot+4 {
					if _, text := o.(*canvas.Text); text && o.Size().Width > 0 {
						if at.X < end {
							t.Errorf("%d bars: %q begins at %v, the one before it ends at %v", n, name, at.X, end)
						}
						end = at.X + o.Size().Width
					}
				}
			}
			if end == 0 || end > 585 {
				t.Errorf("%d bars of %q: the last name ends at %v", n, name, end)
			}
		}
	}
}

func TestChartOpensABarByMouseAndByKeyboard(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Theme{})
	c := NewChart("Revenue", bars(5, 0, 3, -2), whole)
	c.Resize(fyne.NewSize(400, 150))
	var opened []int
	c.OnOpen = func(i int) { opened = append(opened, i) }
	p, _ := c.plot(c.Size())
	at := fyne.NewPos(p.middle(1), p.bottom-30)
	c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	if c.At() != 1 {
		t.Fatalf("pointing at the second bar says %d", c.At())
	}
	c.Tapped(&fyne.PointEvent{Position: at})
	c.MouseOut()
	if c.At() != -1 {
		t.Fatal("a bar is said that nothing points at")
	}
	c.FocusGained()
	for _, k := range []fyne.KeyName{fyne.KeyHome, fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyRight, fyne.KeyReturn} {
		c.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if len(opened) != 3 || opened[0] != 1 || opened[1] != 2 || opened[2] != 3 {
		t.Fatalf("opened %v, want the second, the third and the last", opened)
	}
}
