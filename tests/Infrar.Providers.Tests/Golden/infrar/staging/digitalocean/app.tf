resource "digitalocean_app" "main" {
  spec {
    name   = "infrar-staging"
    region = "nyc"

    vpc {
      id = digitalocean_vpc.main.id
    }

    alert {
      rule = "DEPLOYMENT_FAILED"

      destinations {
        emails = ["operations@infrar.io"]
      }
    }

    alert {
      rule = "DOMAIN_FAILED"

      destinations {
        emails = ["operations@infrar.io"]
      }
    }

    domain {
      name = "staging.infrar.io"
      type = "PRIMARY"
    }

    domain {
      name = "api.staging.infrar.io"
      type = "ALIAS"
    }

    ingress {
      rule {
        component {
          name = "web"
        }

        match {
          authority {
            exact = "staging.infrar.io"
          }

          path {
            prefix = "/"
          }
        }
      }

      rule {
        component {
          name = "platform"
        }

        match {
          authority {
            exact = "api.staging.infrar.io"
          }

          path {
            prefix = "/"
          }
        }
      }
    }

    service {
      name               = "platform"
      instance_size_slug = "apps-s-1vcpu-1gb"
      instance_count     = 1
      http_port          = 8080

      health_check {
        http_path             = "/health"
        port                  = 8080
        initial_delay_seconds = 60
        period_seconds        = 30
        timeout_seconds       = 5
        failure_threshold     = 3
      }

      image {
        registry_type = "DOCR"
        repository    = "infrar-platform"
        tag           = var.image_tag

        deploy_on_push {
          enabled = true
        }
      }

      env {
        key   = "DATABASE_HOST"
        value = digitalocean_database_cluster.database.private_host
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "ENVIRONMENT"
        value = "staging"
        scope = "RUN_TIME"
        type  = "GENERAL"
      }

      env {
        key   = "DATABASE_PASSWORD"
        value = var.vault_database_application_password
        scope = "RUN_TIME"
        type  = "SECRET"
      }
    }

    static_site {
      name             = "web"
      build_command    = "npm run build && npm run export"
      output_dir       = "out"
      source_dir       = "/"
      environment_slug = "node-js"

      github {
        repo           = "infrar/infrar-web"
        branch         = "main"
        deploy_on_push = true
      }

      env {
        key   = "NEXT_PUBLIC_API_URL"
        value = "https://api.staging.infrar.io"
        scope = "BUILD_TIME"
        type  = "GENERAL"
      }
    }
  }
}
