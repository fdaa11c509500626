# Cloud NAT for 31, 32 and 33 machines, in a region without a price per machine, and without stated use.
provider "google" {
  project = "shop"
}

resource "google_compute_network" "main" {
  name                    = "main"
  auto_create_subnetworks = false
}

resource "google_compute_router" "main" {
  name    = "main"
  region  = "us-central1"
  network = google_compute_network.main.id
}

resource "google_compute_router_nat" "each" {
  for_each                           = toset(["31", "32", "33"])
  name                               = "nat-${each.key}"
  region                             = "us-central1"
  router                             = google_compute_router.main.name
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"
}

resource "google_compute_router_nat" "belgium" {
  count                              = 2
  name                               = "belgium-${count.index}"
  region                             = "europe-west1"
  router                             = "belgium"
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"
}

resource "google_compute_router_nat" "unknown" {
  name                               = "unknown"
  region                             = "us-central1"
  router                             = google_compute_router.main.name
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"
}
