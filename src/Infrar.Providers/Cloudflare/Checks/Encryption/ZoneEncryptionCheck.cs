using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Cloudflare.Checks.Encryption;

/// <summary>Whether a zone speaks TLS to visitors and to the origin.</summary>
internal sealed class ZoneEncryptionCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC021";

    /// <inheritdoc/>
    public override string Title => "A zone's traffic is encrypted in part only";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "With SSL off visitors speak plain HTTP; with flexible they see a lock while everything goes on to the origin readable.";

    /// <inheritdoc/>
    public override string Mend => "Set ssl to strict, always_use_https to on and min_tls_version to 1.2.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["cloudflare_zone_setting"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var (setting, value) = (resource.Text("setting_id"), resource.Text("value"));
        var (severity, says, right) = (setting, value) switch
        {
            ("ssl", "off") => (Severity.High, "visitors are answered over plain HTTP", "strict"),
            ("ssl", "flexible") => (
                Severity.High,
                "what visitors send encrypted goes on to the origin readable",
                "strict"
            ),
            ("min_tls_version", "1.0" or "1.1") => (
                Severity.Medium,
                "TLS versions are taken that are withdrawn",
                "1.2"
            ),
            ("always_use_https", "off") => (Severity.Medium, "plain HTTP is answered without a redirect", "on"),
            _ => (Severity.Low, "", ""),
        };
        if (right.Length > 0)
        {
            yield return Found(
                scope,
                resource,
                $"{setting} is {value}: {says}.",
                $"Set {setting} to {right}.",
                resource.Breaks("value")
            ) with
            {
                Severity = severity,
            };
        }
    }
}
