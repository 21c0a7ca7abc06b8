package trade

import (
	"fmt"
	"strings"
	"testing"
)

func found(list []TrackingNumber) string {
	var words []string
	for _, t := range list {
		words = append(words, strings.TrimSpace(t.Carrier+" "+t.Number))
	}
	return strings.Join(words, ", ")
}

func TestTrackingNumbersAreFoundInWhatSuppliersWrite(t *testing.T) {
	own := []Carrier{
		{ID: 1, Name: "DHL Paket"}, {ID: 2, Name: "Gull Parcel", Pattern: `GP\d{12}`}, {ID: 3, Name: "Żuraw Kurier", Pattern: `\d{14}`}, {ID: 4, Name: "Brackwater Freight", Pattern: `BW-\d{4}-\d{6}`},
		{ID: 5, Name: "Kestrel Parcel"}, {ID: 6, Name: "Broken", Pattern: `(`},
	}
	for text, want := range map[string]string{
		// The number alone says whose it is.
		"DHL 00340434161094042557 shipped today, PO-1042.":                              "DHL Paket 00340434161094042557",
		"dhl: 0034 0434 1610 9404 2557, three boxes":                                    "DHL Paket 00340434161094042557",
		"Hi Kim,\n\nwent out with UPS this morning: 1Z 999 AA1 01 2345 6784\n\nRegards": "UPS 1Z999AA10123456784",
		"https://www.ups.com/track?loc=en&tracknum=1z999aa10123456784&x=1":              "UPS 1Z999AA10123456784",
		"Royal Mail RR 123 456 785 GB":                                                  "Royal Mail RR123456785GB",
		"Sent as LX473124829CN today.":                                                  "China Post LX473124829CN",
		"USPS 9400 1112 0108 0805 4830 16 priority":                                     "USPS 9400111201080805483016",
		"label 420221539101026837331000039521":                                          "USPS 420221539101026837331000039521",
		"TBA123456789012 by tomorrow":                                                   "Amazon TBA123456789012",
		"JJD000390007882901234 ist unterwegs":                                           "DHL Paket JJD000390007882901234",
		"3SABCD1234567 – PostNL":                                                        "PostNL 3SABCD1234567",

		// The carrier's name says what the number is.
		"FedEx tracking 9865 7878 8855":                                        "FedEx 986578788855",
		"Carrier: FedEx\nTracking numbers: 986578788855 477179081230":          "FedEx 986578788855, FedEx 477179081230",
		"FedEx Ground\n041441760228964":                                        "FedEx 041441760228964",
		"DHL Express, waybill 33 1881 0025":                                    "DHL Paket 3318810025",
		"Versand heute mit DPD, Paketnummer 01525012345678":                    "DPD 01525012345678",
		"GLS Sendungsnummer: 12345678901":                                      "GLS 12345678901",
		"Gestern mit Gull Parcel verschickt: gp123456789012":                   "Gull Parcel GP123456789012",
		"Sendung BW-2026-004711":                                               "Brackwater Freight BW-2026-004711",
		"Żuraw Kurier, tracking 12345678901234":                                "Żuraw Kurier 12345678901234",
		"Kestrel Parcel picked it up.\nTracking no. is KP-000123, arrives Fri": "Kestrel Parcel KP000123",
		"Tracking number: XY99887766":                                          "XY99887766",
		"Tracking: XY99887766, XY 99887767; call 0331 881002":                  "XY99887766, XY99887767",
		"2 parcels:\n- 1Z999AA10123456784\n- 1Z999AA10123456784":               "UPS 1Z999AA10123456784",

		// A check digit that is wrong, or no carrier near.
		"1Z999AA10123456785":                 "",
		"00340434161094042558":               "",
		"RR123456786GB":                      "",
		"FedEx 986578788856":                 "",
		"DHL 3318810026":                     "",
		"Ref 986578788855":                   "",
		"nothing but 12345678901234 in it":   "",
		"DPD comes at ten\n\n01525012345678": "",

		// Other numbers.
		"We got your PO-1042 and order 986578788855, FedEx comes tomorrow":                 "",
		"DHL comes on 2026-11-30 at 14:05, or 30-11-2026 1405":                             "",
		"Call +49 331 8810025 or (331) 881-0025, DHL will come\nPhone: 3318810025 (DHL)":   "",
		"DHL account 3318810025, invoice no. 3318810025, IBAN DE89 3704 0044 0532 0130 00": "",
		"FedEx total 986578788855.00 and 1.986578788855":                                   "",
		"VAT ID GB123456785 or DE 123456788":                                               "",
		"EAN 4006381333931, item 00340434161, 24 pieces, UPS":                              "",
		"mail 986578788855@fedex.example":                                                  "",
		"Tracking will follow on Monday 30 November 2026 at 10:15":                         "",
		"> DHL 00340434161094042557":                                                       "",
		"":                                                                                 "",
	} {
		if got := found(FindTracking(text, own)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if list := FindTracking("DHL 00340434161094042557, GP123456789012, UPS 1Z999AA10123456784", own); fmt.Sprint(list[0].CarrierID, list[1].CarrierID, list[2].CarrierID) != "1 2 0" {
		t.Errorf("carriers of the company: %v", list)
	}
}

// Numbers that carriers have published, or that their systems print as samples.
func TestCheckDigitsAreThoseOfTheCarriers(t *testing.T) {
	for _, number := range []string{"1Z5R89390357567127", "1Z879E930346834440", "9611020987654312345672", "9622001900000000000000776632517510", "1001921334250001000300779017972697", "9261292700768711948021", "92748931507708513018050063", "4201002334249200190132607600833457"} {
		wrong := number[:len(number)-1] + string('0'+(number[len(number)-1]-'0'+1)%10)
		if trackingOf(number) == "" || trackingOf(wrong) != "" {
			t.Errorf("%s: %q, and with another check digit %q", number, trackingOf(number), trackingOf(wrong))
		}
	}
	for number, right := range map[string]func(string) bool{"799531274483": fedexRight, "568283610012734": gs1Right, "8487135506": sevenRight, "563102430313": identRight} {
		if !right(number) {
			t.Errorf("%s is refused", number)
		}
	}
}

func FuzzFindTracking(f *testing.F) {
	f.Add("DHL 0034 0434 1610 9404 2557\n\nFedEx 986578788855")
	f.Add("1Z999AA10123456784 RR123456785GB +1 (2)")
	f.Fuzz(func(t *testing.T, text string) {
		for _, n := range FindTracking(text, []Carrier{{Name: "Gull", Pattern: `[A-Z]\d+`}}) {
			if n.Number == "" || strings.ContainsAny(n.Number, " \n") {
				t.Errorf("%q in %q", n.Number, text)
			}
		}
	})
}
