resource "hcloud_network" "main" {
  name     = "infrar-production"
  ip_range = "10.0.0.0/16"
  labels = {
    system      = "infrar"
    environment = "production"
    managed-by  = "infrar"
  }
}

resource "hcloud_network_subnet" "main" {
  network_id   = hcloud_network.main.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "10.0.11.0/24"
}
