# Gateways of a fixed size and of one that scales: use below, at and above what is reserved, with and without a firewall, and the first generation.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_resource_group" "main" {
  name     = "shop"
  location = "East US"
}

locals {
  gateways = {
    below    = { tier = "Standard_v2", capacity = 2 }
    at       = { tier = "Standard_v2", capacity = 2 }
    above    = { tier = "WAF_v2", capacity = 1 }
    unstated = { tier = "WAF_v2", capacity = 3 }
    first    = { tier = "Standard", name = "Standard_Medium", capacity = 2 }
  }
}

module "gateway" {
  source   = "./gateway"
  for_each = local.gateways
  name     = each.key
  sku      = { name = try(each.value.name, each.value.tier), tier = each.value.tier, capacity = each.value.capacity }
  group    = azurerm_resource_group.main
}

module "scaled" {
  source = "./gateway"
  name   = "scaled"
  sku    = { name = "Standard_v2", tier = "Standard_v2", capacity = null }
  least  = 1
  group  = azurerm_resource_group.main
}

module "abroad" {
  source = "./gateway"
  name   = "abroad"
  sku    = { name = "Standard_v2", tier = "Standard_v2", capacity = 1 }
  group  = { name = "abroad", location = "brazilsouth" }
}
