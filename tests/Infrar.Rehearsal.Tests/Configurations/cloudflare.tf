terraform {
  required_providers {
    cloudflare = { source = "cloudflare/cloudflare" }
  }
}

locals { account = "023e105f4ecef8ad9ca31a8372d0c353" }

resource "cloudflare_zone" "main" {
  name    = "example.com"
  account = { id = local.account }
}

resource "cloudflare_dns_record" "www" {
  zone_id = cloudflare_zone.main.id
  name    = "www.example.com"
  type    = "A"
  content = "203.0.113.7"
  ttl     = 300
}

resource "cloudflare_ruleset" "rate" {
  zone_id = cloudflare_zone.main.id
  name    = "rate limit"
  kind    = "zone"
  phase   = "http_ratelimit"
  rules = [{
    action     = "block"
    expression = "(http.request.uri.path contains \"/api\")"
    ratelimit  = { characteristics = ["ip.src"], period = 60, requests_per_period = 100 }
  }]
}

resource "cloudflare_zone_setting" "tls" {
  zone_id    = cloudflare_zone.main.id
  setting_id = "min_tls_version"
  value      = "1.2"
}

resource "cloudflare_r2_bucket" "files" {
  account_id = local.account
  name       = "files"
  location   = "weur"
}

resource "cloudflare_pages_project" "site" {
  account_id        = local.account
  name              = "site"
  production_branch = "main"
}
