# Reserved addresses: on a machine, behind a forwarding rule, at a NAT gateway, unused, private, global.
provider "google" {
  project = "shop"
  region  = "us-central1"
  zone    = "us-central1-a"
}

resource "google_compute_address" "machine" {
  name = "machine"
}

resource "google_compute_address" "balancer" {
  name = "balancer"
}

resource "google_compute_address" "nat" {
  name = "nat"
}

resource "google_compute_address" "unused" {
  count  = 2
  name   = "unused-${count.index}"
  region = "europe-west1"
}

resource "google_compute_address" "private" {
  name         = "private"
  address_type = "INTERNAL"
  subnetwork   = "main"
}

resource "google_compute_global_address" "peering" {
  name          = "peering"
  address_type  = "INTERNAL"
  purpose       = "VPC_PEERING"
  prefix_length = 16
  network       = "main"
}

resource "google_compute_global_address" "unused" {
  name = "unused"
}

resource "google_compute_instance" "bastion" {
  name         = "bastion"
  machine_type = "e2-micro"

  boot_disk {
    initialize_params {
      size = 10
    }
  }

  network_interface {
    network = "default"

    access_config {
      nat_ip = google_compute_address.machine.address
    }
  }
}

resource "google_compute_forwarding_rule" "web" {
  name                  = "web"
  load_balancing_scheme = "EXTERNAL"
  ip_address            = google_compute_address.balancer.address
  target                = "projects/shop/regions/us-central1/targetPools/web"
  port_range            = "80"
}

resource "google_compute_forwarding_rule" "unknown" {
  name   = "unknown"
  target = "projects/shop/regions/us-central1/targetPools/web"
}

resource "google_compute_global_forwarding_rule" "web" {
  name       = "web"
  target     = "projects/shop/global/targetHttpProxies/web"
  port_range = "80"
}

resource "google_compute_router_nat" "main" {
  name                               = "main"
  router                             = "main"
  nat_ip_allocate_option             = "MANUAL_ONLY"
  nat_ips                            = [google_compute_address.nat.self_link]
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"
}
