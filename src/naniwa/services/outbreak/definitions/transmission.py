"""COVID-19 of 2020 and 2021, as far as its figures are estimated; another pathogen has a file of its own."""

from naniwa.services.outbreak.rules.estimates import Transmission

TRANSMISSION = Transmission(mean_days=4.7, sd_days=2.9)
"""Days between onset of infector and infected: Nishiura, Linton and Akhmetzhanov, Int J Infect Dis 2020;93:284."""

DELAYS = (10, 174, 442, 647, 639, 756, 727, 612, 535, 443, 350, 211, 147, 110, 83, 61, 50, 22, 11, 17, 3, 7, 6, 4, 1,
          2, 3, 1, 3, 0, 1)  # fmt: skip
"""Cases by days from onset to publication, day 0 first: 6,078 of the 7,288 rows of Osaka Prefecture's workbook of
2020-08-19 that name both days, at most 30 apart (median 6, 90th percentile 11)."""

POPULATION = 8_815_000
"""Inhabitants with which counts for every 100,000 come nearest to those that Osaka Prefecture published itself."""
