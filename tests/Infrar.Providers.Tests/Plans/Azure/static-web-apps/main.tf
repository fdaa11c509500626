# Static web apps: free, and the standard plan with bandwidth below, at and above what it includes; a region without a price.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_static_web_app" "free" {
  name                = "free"
  resource_group_name = "shop"
  location            = "Central US"
}

resource "azurerm_static_web_app" "standard" {
  for_each            = toset(["below", "at", "above", "unstated"])
  name                = each.key
  resource_group_name = "shop"
  location            = "Central US"
  sku_tier            = "Standard"
  sku_size            = "Standard"
}

resource "azurerm_static_web_app" "abroad" {
  name                = "abroad"
  resource_group_name = "shop"
  location            = "West Europe"
  sku_tier            = "Standard"
  sku_size            = "Standard"
}
