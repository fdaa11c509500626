# Functions on consumption: exactly at what is free, above it, with memory and time rounded up; on a plan with machines; without stated use.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_service_plan" "consumption" {
  name                = "consumption"
  resource_group_name = "shop"
  location            = "UK South"
  os_type             = "Linux"
  sku_name            = "Y1"
}

resource "azurerm_service_plan" "premium" {
  name                = "premium"
  resource_group_name = "shop"
  location            = "UK South"
  os_type             = "Linux"
  sku_name            = "EP1"
}

resource "azurerm_linux_function_app" "free" {
  name                = "shop-free"
  resource_group_name = "shop"
  location            = "UK South"
  service_plan_id     = azurerm_service_plan.consumption.id

  site_config {}
}

resource "azurerm_linux_function_app" "rounded" {
  name                = "shop-rounded"
  resource_group_name = "shop"
  location            = "UK South"
  service_plan_id     = azurerm_service_plan.consumption.id

  site_config {}
}

resource "azurerm_linux_function_app" "unknown" {
  name                = "shop-unknown"
  resource_group_name = "shop"
  location            = "UK South"
  service_plan_id     = azurerm_service_plan.consumption.id

  site_config {}
}

resource "azurerm_windows_function_app" "abroad" {
  name                = "shop-abroad"
  resource_group_name = "shop"
  location            = "West Europe"
  service_plan_id     = azurerm_service_plan.consumption.id

  site_config {}
}

resource "azurerm_linux_function_app" "planned" {
  name                = "shop-planned"
  resource_group_name = "shop"
  location            = "UK South"
  service_plan_id     = azurerm_service_plan.premium.id

  site_config {}
}

resource "azurerm_linux_function_app" "elsewhere" {
  name                = "shop-elsewhere"
  resource_group_name = "shop"
  location            = "UK South"
  service_plan_id     = "/subscriptions/0/resourceGroups/other/providers/Microsoft.Web/serverFarms/other"

  site_config {}
}
