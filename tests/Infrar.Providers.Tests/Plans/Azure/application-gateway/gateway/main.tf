variable "name" {
  type = string
}

variable "sku" {
  type = object({ name = string, tier = string, capacity = number })
}

variable "least" {
  type    = number
  default = null
}

variable "group" {
  type = object({ name = string, location = string })
}

resource "azurerm_application_gateway" "main" {
  name                = var.name
  resource_group_name = var.group.name
  location            = var.group.location

  sku {
    name     = var.sku.name
    tier     = var.sku.tier
    capacity = var.sku.capacity
  }

  dynamic "autoscale_configuration" {
    for_each = var.least == null ? [] : [var.least]

    content {
      min_capacity = autoscale_configuration.value
      max_capacity = 10
    }
  }

  gateway_ip_configuration {
    name      = "main"
    subnet_id = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/main/subnets/edge"
  }

  frontend_port {
    name = "https"
    port = 443
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Network/publicIPAddresses/edge"
  }

  backend_address_pool {
    name = "app"
  }

  backend_http_settings {
    name                  = "app"
    cookie_based_affinity = "Disabled"
    port                  = 8080
    protocol              = "Http"
  }

  http_listener {
    name                           = "https"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "https"
    protocol                       = "Http"
  }

  request_routing_rule {
    name                       = "app"
    rule_type                  = "Basic"
    http_listener_name         = "https"
    backend_address_pool_name  = "app"
    backend_http_settings_name = "app"
    priority                   = 1
  }
}
