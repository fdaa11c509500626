# What exists already: every setting is known, and what belongs to what is told by ids alone.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_resource_group" "names" {
  name     = "names"
  location = "West US"
}

resource "azurerm_dns_zone" "shop" {
  name                = "shop.example"
  resource_group_name = azurerm_resource_group.names.name
}

resource "azurerm_service_plan" "consumption" {
  name                = "consumption"
  resource_group_name = "shop"
  location            = "UK South"
  os_type             = "Linux"
  sku_name            = "Y1"
}

resource "azurerm_linux_function_app" "mail" {
  name                = "shop-mail"
  resource_group_name = "shop"
  location            = "UK South"
  service_plan_id     = azurerm_service_plan.consumption.id

  site_config {}
}

resource "azurerm_container_app_environment" "main" {
  name                = "main"
  location            = "North Europe"
  resource_group_name = "shop"
}

resource "azurerm_container_app" "api" {
  name                         = "api"
  container_app_environment_id = azurerm_container_app_environment.main.id
  resource_group_name          = "shop"
  revision_mode                = "Single"

  template {
    container {
      name   = "api"
      image  = "shop.azurecr.io/api:1"
      cpu    = 0.5
      memory = "1Gi"
    }
  }
}

resource "azurerm_key_vault" "main" {
  name                = "shop"
  resource_group_name = "shop"
  location            = "East US"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
  sku_name            = "standard"
}

resource "azurerm_key_vault_key" "sign" {
  name         = "sign"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "EC"
  curve        = "P-256"
  key_opts     = ["sign", "verify"]
}

resource "azurerm_postgresql_flexible_server" "main" {
  name                = "shop-main"
  resource_group_name = "shop"
  location            = "North Europe"
  sku_name            = "GP_Standard_D2ds_v4"
  storage_mb          = 65536
}

resource "azurerm_postgresql_flexible_server" "replica" {
  name                = "shop-replica"
  resource_group_name = "shop"
  location            = "West Europe"
  create_mode         = "Replica"
  source_server_id    = azurerm_postgresql_flexible_server.main.id
  sku_name            = "GP_Standard_D2ds_v4"
  storage_mb          = 65536
}
