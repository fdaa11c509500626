using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;

namespace Infrar.Providers.Google.Pricing;

/// <summary>Priced units of Secret Manager, and the locations that a secret is kept in.</summary>
internal static class Secrets
{
    // Automatic replication counts as one location, wherever Google keeps it; its price is that of any region of the US.
    private const string Automatic = "us-central1";

    /// <summary>A priced unit in a location.</summary>
    internal static PriceQuery Query(string location, string unit) => new("Secret Manager", location, unit);

    /// <summary>Where a secret is kept: its own region, its replicas' locations, or the one that stands for all.</summary>
    internal static IReadOnlyList<string> LocationsOf(Resource secret)
    {
        if (secret.Type == "google_secret_manager_regional_secret")
        {
            return [secret.Region];
        }

        string[] stated =
        [
            .. secret["replication.user_managed.replicas"]
                .Items()
                .Select(r => GoogleRegions.Named(r.At("location").AsText() ?? "")),
        ];
        return stated is [] ? [Automatic] : stated;
    }

    /// <summary>Bills versions in every location of the secret.</summary>
    internal static void BillVersions(
        Meter meter,
        IEnumerable<string> locations,
        UsageRange versions,
        QuantityOrigin origin,
        string formula
    )
    {
        foreach (var location in locations.CountBy(l => l, StringComparer.Ordinal))
        {
            meter.Bill(
                "Active secret versions",
                Query(location.Key, "version-month"),
                versions.Times(location.Value),
                origin,
                $"{formula} × {FormulaText.Count(location.Value, "location")}"
            );
        }
    }

    /// <summary>Bills calls that read a version, where they are stated.</summary>
    internal static void BillAccess(Meter meter, string location) =>
        meter.BillUsageIfStated(
            "Access operations",
            Query(location, "10k-operations"),
            "monthly_access_operations",
            factor: 0.0001m
        );
}

/// <summary>A secret: versions that the plan does not show, calls, and notices of rotation.</summary>
internal sealed class SecretRule(string resourceType) : PricingRule
{
    private const string VersionsKey = "active_secret_versions";
    private const string RotationsKey = "monthly_rotation_notifications";

    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        var locations = Secrets.LocationsOf(resource);
        var versions = meter
            .Graph.ReferrersOf(resource.Address)
            .Any(r => r.Type.EndsWith("_secret_version", StringComparison.Ordinal) && !r.IsData);
        // Versions that the plan shows are billed where they stand.
        if (!versions && meter.Usage(VersionsKey) is { } stated)
        {
            Secrets.BillVersions(meter, locations, stated, QuantityOrigin.Usage, VersionsKey);
        }
        else if (!versions)
        {
            meter.Unpriced("Active secret versions", $"It depends on use, and no usage states {VersionsKey}.");
        }

        Secrets.BillAccess(meter, locations[0]);
        BillRotations(resource, meter, locations[0]);
    }

    private static void BillRotations(Resource resource, Meter meter, string location)
    {
        var query = Secrets.Query(location, "rotation");
        if (meter.Usage(RotationsKey) is not null)
        {
            meter.BillUsage("Rotation notifications", query, RotationsKey);
        }
        else if (Seconds(resource["rotation.rotation_period"].AsText()) is { } period and > 0m)
        {
            meter.BillFixed(
                "Rotation notifications",
                query,
                Meter.HoursPerMonth * 3600m / period,
                string.Create(CultureInfo.InvariantCulture, $"730 h × 3600 s ÷ {period} s")
            );
        }
    }

    /// <summary>A duration as Google's API states it: <c>2592000s</c>.</summary>
    private static decimal? Seconds(string? duration) =>
        duration is [.. var digits, 's']
        && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : null;
}

/// <summary>A version of a secret, in every location of it.</summary>
internal sealed class SecretVersionRule(string resourceType) : PricingRule
{
    /// <inheritdoc/>
    public override string ResourceType => resourceType;

    /// <inheritdoc/>
    public override void Price(Resource resource, Meter meter)
    {
        if (meter.Graph.Follow(resource["secret"]) is not { } secret)
        {
            meter.Unpriced(
                "Active secret versions",
                "Its secret is not part of the plan, so the number of its locations is not known."
            );
            return;
        }

        var locations = Secrets.LocationsOf(secret);
        Secrets.BillVersions(meter, locations, UsageRange.Exactly(1m), QuantityOrigin.Configuration, "1 version");
        Secrets.BillAccess(meter, locations[0]);
    }
}
