resource "hcloud_load_balancer" "main" {
  name               = "infrar-staging"
  load_balancer_type = "lb11"
  location           = "fsn1"
  labels = {
    system      = "infrar"
    environment = "staging"
    managed-by  = "infrar"
  }
}

resource "hcloud_load_balancer_network" "main" {
  load_balancer_id = hcloud_load_balancer.main.id
  subnet_id        = hcloud_network_subnet.main.id
}

resource "hcloud_load_balancer_target" "main" {
  type             = "server"
  load_balancer_id = hcloud_load_balancer.main.id
  server_id        = hcloud_server.main.id
  use_private_ip   = true
  depends_on       = [hcloud_load_balancer_network.main]
}

resource "hcloud_managed_certificate" "main" {
  name         = "infrar-staging"
  domain_names = ["staging.infrar.io", "api.staging.infrar.io"]
  labels = {
    system      = "infrar"
    environment = "staging"
    managed-by  = "infrar"
  }
}

resource "hcloud_load_balancer_service" "main" {
  load_balancer_id = hcloud_load_balancer.main.id
  protocol         = "https"
  listen_port      = 443
  destination_port = 80

  http {
    certificates  = [hcloud_managed_certificate.main.id]
    redirect_http = true
  }

  health_check {
    protocol = "http"
    port     = 80
    interval = 30
    timeout  = 5
    retries  = 3

    http {
      domain       = "api.staging.infrar.io"
      path         = "/health"
      status_codes = ["2??", "3??"]
    }
  }
}
