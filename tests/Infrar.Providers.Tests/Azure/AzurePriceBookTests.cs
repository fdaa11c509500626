using Infrar.Core.Pricing;
using Infrar.Providers.Azure.Pricing;
using Infrar.Providers.Tests.Pricing;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Azure;

/// <summary>Every row of Azure's prices is billed by a rule: none lies in the book for nothing.</summary>
public sealed class AzurePriceBookTests
{
    private const decimal Used = 1500m;

    public static TheoryData<string, string> Rows => [.. AzurePricing.Prices.Prices.Select(p => (p.RegionId, p.SkuId))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_billed_by_what_it_prices(string region, string sku)
    {
        var row = AzurePricing.Prices.Prices.Single(p => p.RegionId == region && p.SkuId == sku);

        var lines = BillOf(row).Estimate.LineItems.Where(l => ReferenceEquals(l.Price, row)).ToArray();

        Assert.NotEmpty(lines);
        Assert.Equal(row.Tiers[0].ListUnitPrice, lines[0].ListUnitPrice);
        Assert.All(lines, l => Assert.True(l.PricingQuantity.Expected > 0m));
    }

    private static CloudBill BillOf(Price row) =>
        row.Service switch
        {
            "Azure Container Apps" => ContainerApp(row),
            "Azure Database for PostgreSQL" => Database(row),
            "Azure Cache for Redis" => Cache(row),
            "Azure Managed Redis" => At(row, "azurerm_managed_redis", ("sku_name", row.Attributes["skuName"])),
            "Bandwidth" => At(row, "azurerm_nat_gateway").Using("data_transfer_out_gb", Used),
            "Storage" => Account(row),
            "Key Vault" => Vault(row),
            "Container Registry" => At(
                    row,
                    "azurerm_container_registry",
                    ("sku", row.Attributes.GetValueOrDefault("tier", "Basic"))
                )
                .Using("storage_gb", Used)
                .Using("monthly_build_vcpu_hrs", Used),
            "NAT Gateway" => At(row, "azurerm_nat_gateway").Using("monthly_data_processed_gb", Used),
            "Virtual Network" => At(row, "azurerm_public_ip", ("allocation_method", "Static")),
            "Load Balancer" => At(row, "azurerm_lb").Using("monthly_data_processed_gb", Used),
            "Application Gateway" => At(
                row,
                "azurerm_application_gateway",
                (
                    "sku",
                    Block(
                        (
                            "tier",
                            row.Description.StartsWith("WAF", StringComparison.Ordinal) ? "WAF_v2" : "Standard_v2"
                        ),
                        ("capacity", 1)
                    )
                )
            ),
            "Static Web Apps" => At(row, "azurerm_static_web_app", ("sku_tier", "Standard"))
                .Using("monthly_bandwidth_gb", Used),
            "Azure DNS" => At(row, "azurerm_dns_zone"),
            "Private Link" => At(row, "azurerm_private_endpoint").Using("monthly_inbound_data_processed_gb", Used),
            "Log Analytics" => At(row, "azurerm_log_analytics_workspace")
                .Using("monthly_log_data_ingestion_gb", Used)
                .Using("monthly_basic_log_data_ingestion_gb", Used),
            "Functions" => At(row, "azurerm_service_plan", ("sku_name", "Y1"))
                .With("azurerm_linux_function_app", ("service_plan_id", Ref("azurerm_service_plan.x0", "id")))
                .Using("monthly_executions", Used)
                .Using("execution_duration_ms", Used)
                .Using("memory_mb", Used),
            _ => throw new InvalidOperationException($"No resource is billed by {row.Service}."),
        };

    private static CloudBill At(
        Price row,
        string type,
        params (string Name, Core.Resources.Value Value)[] attributes
    ) => new CloudBill(row.RegionId).With(type, attributes);

    private static CloudBill ContainerApp(Price row) =>
        At(
                row,
                "azurerm_container_app",
                ("ingress", Block(("target_port", 80))),
                ("template", Block(("min_replicas", 3), ("container", Block(("cpu", 0.5m), ("memory", "1Gi")))))
            )
            .Using("requests", Used)
            .Using("execution_time_ms", Used);

    private static CloudBill Database(Price row)
    {
        var size = row.Attributes.GetValueOrDefault("skuName", "D2ds_v4");
        var bill = At(
            row,
            "azurerm_postgresql_flexible_server",
            ("sku_name", size.StartsWith('B') ? $"B_Standard_{size}" : $"GP_Standard_{size}")
        );
        return row.Attributes.ContainsKey("resource") ? bill.Using("additional_backup_storage_gb", Used) : bill;
    }

    private static CloudBill Cache(Price row)
    {
        var sku = row.Attributes["skuName"];
        return At(
            row,
            "azurerm_redis_cache",
            ("sku_name", sku.Split(' ')[0]),
            ("family", "C"),
            ("capacity", sku[^1] - '0')
        );
    }

    private static CloudBill Account(Price row) =>
        At(row, "azurerm_storage_account", ("account_tier", "Standard"), ("account_replication_type", "LRS"))
            .Using("storage_gb", Used)
            .Using("monthly_write_operations", Used)
            .Using("monthly_read_operations", Used);

    private static CloudBill Vault(Price row) =>
        row.PricingUnit switch
        {
            "key-month" => At(
                row,
                "azurerm_key_vault_key",
                ("key_type", "RSA-HSM"),
                ("key_size", row.Description.Contains("2048", StringComparison.Ordinal) ? 2048 : 4096)
            ),
            "renewal" => At(row, "azurerm_key_vault_certificate").Using("monthly_certificate_renewal_requests", Used),
            _ => At(row, "azurerm_key_vault_key", ("key_type", "EC"))
                .Using("monthly_secrets_operations", Used)
                .Using("monthly_protected_keys_operations", Used),
        };
}
