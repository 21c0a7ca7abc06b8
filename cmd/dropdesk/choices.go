package main

import (
	"context"
	"os"
	"strconv"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"dropdesk/app"
	"dropdesk/views"
	"dropdesk/views/kit"
	"dropdesk/views/look"
)

// The preferences that choices are kept in.
const (
	prefSide     = "side"
	prefRoomy    = "roomy"
	prefScale    = "scale"
	prefLanguage = "language"
	prefBackups  = "backups"
	prefWatch    = "watch"
)

// chosen are the choices as they are kept; light, dense and as large as the system says at first.
func chosen(p fyne.Preferences) views.Choices {
	return views.Choices{
		Look:  look.Theme{Side: look.Side(p.IntWithFallback(prefSide, int(look.Light))), Roomy: p.Bool(prefRoomy)},
		Scale: p.IntWithFallback(prefScale, 100), Language: p.String(prefLanguage), Backups: p.String(prefBackups), Watch: p.String(prefWatch),
	}
}

// choose keeps what the person chose and gives the window that look.
func (p *program) choose(c views.Choices) {
	was := p.choices
	p.choices = c
	to := p.app.Preferences()
	to.SetInt(prefSide, int(c.Look.Side))
	to.SetBool(prefRoomy, c.Look.Roomy)
	to.SetInt(prefScale, c.Scale)
	to.SetString(prefLanguage, c.Language)
	to.SetString(prefBackups, c.Backups)
	to.SetString(prefWatch, c.Watch)
	if p.worker != nil && p.daily != nil { // the sample company watches no folder
		p.worker.watch(c.Watch)
	}
	p.dress()
	if was.Backups != c.Backups && p.daily != nil {
		p.daily.move(p.backups())
	}
}

// dress gives the window the look that the person chose.
func (p *program) dress() {
	if p.choices.Scale != 100 || p.scaled { // else what the person has set for all programs holds
		p.scaled = true // Fyne reads it whenever the look changes
		_ = os.Setenv(scaleVariable, strconv.FormatFloat(float64(p.choices.Scale)/100, 'f', 2, 64))
	}
	language := p.choices.Language
	if language == "" {
		language = lang.SystemLocale().LanguageString()
	}
	kit.Speak(language)
	p.app.Settings().SetTheme(p.choices.Look)
}

const scaleVariable = "FYNE_SCALE"

func (p *program) backups() app.BackUpIn { return app.BackUpIn{Folder: p.choices.Backups} }

// daily backs a file up while it is open: once a day, looked at every hour.
type daily struct {
	end  context.CancelFunc
	done sync.WaitGroup
	mu   sync.Mutex
	in   app.BackUpIn
}

func backUpDaily(desk *app.Desk, in app.BackUpIn, fail func(error), hourly func()) *daily {
	ctx, end := context.WithCancel(context.Background())
	d := &daily{end: end, in: in}
	d.done.Add(1)
	go func() {
		defer d.done.Done()
		hour := time.NewTicker(time.Hour)
		defer hour.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-hour.C:
			}
			fyne.Do(hourly)
			if _, err := desk.BackUpDaily(ctx, d.where()); err != nil && ctx.Err() == nil {
				fyne.Do(func() { fail(err) })
			}
		}
	}()
	return d
}

func (d *daily) where() app.BackUpIn {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.in
}

// move lets later backups go to another folder.
func (d *daily) move(to app.BackUpIn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.in = to
}

// stop ends it, a backup that is under way too.
func (d *daily) stop() {
	d.end()
	d.done.Wait()
}
