# Workspaces: written to, in basic logs, kept longer than is included, of another tier, in a region without a price, and without stated use.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_log_analytics_workspace" "plain" {
  name                = "plain"
  resource_group_name = "shop"
  location            = "West Europe"
}

resource "azurerm_log_analytics_workspace" "kept" {
  name                = "kept"
  resource_group_name = "shop"
  location            = "West Europe"
  sku                 = "PerGB2018"
  retention_in_days   = 90
}

resource "azurerm_log_analytics_workspace" "reserved" {
  name                               = "reserved"
  resource_group_name                = "shop"
  location                           = "West Europe"
  sku                                = "CapacityReservation"
  reservation_capacity_in_gb_per_day = 100
}

resource "azurerm_log_analytics_workspace" "abroad" {
  name                = "abroad"
  resource_group_name = "shop"
  location            = "East US"
}

resource "azurerm_log_analytics_workspace" "unknown" {
  name                = "unknown"
  resource_group_name = "shop"
  location            = "West Europe"
  retention_in_days   = 31
}
