# Keys in software and in hardware over every edge of their bands, secrets, certificates.
provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000000"
}

resource "azurerm_key_vault" "main" {
  name                = "shop"
  resource_group_name = "shop"
  location            = "East US"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
  sku_name            = "premium"
}

resource "azurerm_key_vault_secret" "password" {
  name         = "password"
  value        = "not-a-secret"
  key_vault_id = azurerm_key_vault.main.id
}

resource "azurerm_key_vault_key" "software" {
  name         = "software"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["sign", "verify"]
}

resource "azurerm_key_vault_key" "advanced" {
  name         = "advanced"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "EC"
  curve        = "P-256"
  key_opts     = ["sign", "verify"]
}

resource "azurerm_key_vault_key" "hardware" {
  name         = "hardware"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "RSA-HSM"
  key_size     = 2048
  key_opts     = ["sign", "verify"]
}

resource "azurerm_key_vault_key" "advanced_hardware" {
  count        = 4
  name         = "advanced-hardware-${count.index}"
  key_vault_id = azurerm_key_vault.main.id
  key_type     = "RSA-HSM"
  key_size     = 3072
  key_opts     = ["sign", "verify"]
}

resource "azurerm_key_vault_certificate" "web" {
  name         = "web"
  key_vault_id = azurerm_key_vault.main.id

  certificate_policy {
    issuer_parameters {
      name = "Self"
    }

    key_properties {
      exportable = true
      key_size   = 2048
      key_type   = "RSA"
      reuse_key  = true
    }

    secret_properties {
      content_type = "application/x-pkcs12"
    }
  }
}
