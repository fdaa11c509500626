resource "hcloud_volume" "database" {
  name     = "infrar-production-database"
  size     = 100
  location = "fsn1"
  format   = "ext4"
  labels = {
    system      = "infrar"
    environment = "production"
    managed-by  = "infrar"
    group       = "main"
  }
}

resource "hcloud_volume" "images" {
  name     = "infrar-production-images"
  size     = 20
  location = "fsn1"
  format   = "ext4"
  labels = {
    system      = "infrar"
    environment = "production"
    managed-by  = "infrar"
    group       = "main"
  }
}

resource "hcloud_volume_attachment" "database" {
  volume_id = hcloud_volume.database.id
  server_id = hcloud_server.main.id
  automount = false
}

resource "hcloud_volume_attachment" "images" {
  volume_id = hcloud_volume.images.id
  server_id = hcloud_server.main.id
  automount = false
}
