using Infrar.Core.Manifests;
using Infrar.Core.Manifests.Language;

namespace Infrar.Core.Tests.Manifests;

/// <summary>Holds the language against the records: whatever can be stated arrives.</summary>
public sealed class EveryFieldTests
{
    private const string Manifest = """
        infrar: 1
        system: every
        components:
          other: { kind: redis, memory: 512 MiB }
          static-site: { kind: static-site, build: { command: make } }
          service: { kind: service, cpu: 1, memory: 1 GiB, public: true, health: { command: a }, firewall: { rateLimit: { requests: 100 } } }
          worker: { kind: worker, cpu: 1, memory: 1 GiB, health: { command: a } }
          scheduled-job: { kind: scheduled-job, cpu: 1, memory: 1 GiB, schedule: 0 2 * * * }
          sidecar: { kind: sidecar, of: service, cpu: 1, memory: 1 GiB, health: { command: a } }
          postgresql: { kind: postgresql, cpu: 1, memory: 1 GiB, storage: { size: 20 GiB }, replicas: [{ name: r }] }
          redis: { kind: redis, memory: 1 GiB }
          object-store: { kind: object-store, lifecycle: [{ name: r }] }
          secrets: { kind: secrets, entries: { a: {} } }
          container-registry: { kind: container-registry }
        dns: { zone: a.example }
        monitoring: { alarms: [{ component: redis, signal: cpu, threshold: 1 }] }
        environments:
          changed: { strategies: local, CHANGE }
        strategies:
          local: { place: { PLACE } }
        """;

    private static readonly (string Kinds, string[] Fields)[] Changes =
    [
        (
            "static-site service worker scheduled-job sidecar postgresql redis object-store secrets container-registry",
            ["title: T", "uses: [other]"]
        ),
        (
            "service worker scheduled-job sidecar",
            [
                "image: i",
                "cpu: 2",
                "memory: 2 GiB",
                "command: [a, b]",
                "environment: { A: b }",
                "secrets: { A: secrets/a }",
                "architecture: arm64",
                "containerEngine: true",
                "outboundPorts: [25]",
            ]
        ),
        (
            "service worker sidecar",
            [
                "port: 1",
                "health: { path: /h }, port: 1",
                "health: { interval: 1s }",
                "health: { timeout: 1s }",
                "health: { retries: 1 }",
                "health: { startPeriod: 1s }",
                "health: { command: b }",
            ]
        ),
        (
            "service worker",
            [
                "scaling: { min: 2 }",
                "scaling: { max: 2 }",
                "scaling: { cpuTarget: 50 }",
                "scaling: { outCooldown: 1s }",
                "scaling: { inCooldown: 1s }",
            ]
        ),
        (
            "service",
            [
                "public: false, firewall: null",
                "domains: a.example",
                "rollout: { percent: 50 }",
                "firewall: { rateLimit: { requests: 200 } }",
                "firewall: { rateLimit: { window: 1m } }",
                "firewall: { sqlInjection: true }",
                "firewall: { crossSiteScripting: true }",
                "firewall: { knownBadInputs: true }",
                "firewall: { countries: { allow: [IE] } }",
                "firewall: { countries: { deny: [IE] } }",
                "firewall: { addresses: { allow: [10.0.0.0/8] } }",
                "firewall: { addresses: { deny: [\"2001:db8::/32\"] } }",
            ]
        ),
        ("scheduled-job", ["schedule: 0 3 * * *", "timeZone: Europe/Dublin"]),
        ("sidecar", ["of: worker"]),
        (
            "static-site",
            [
                "build: { framework: f }",
                "build: { command: c }",
                "build: { output: o }",
                "build: { root: r }",
                "build: { repository: a/b }",
                "build: { branch: b }",
                "domains: [a.example]",
                "environment: { A: b }",
                "previews: true",
                "analytics: true",
            ]
        ),
        (
            "postgresql",
            [
                "version: \"16\"",
                "database: d",
                "user: u",
                "passwordSecret: secrets/a",
                "cpu: 2",
                "memory: 2 GiB",
                "storage: { size: 30 GiB }",
                "storage: { maxSize: 30 GiB }",
                "storage: { iops: 3000 }",
                "storage: { throughput: 125 MiB/s }",
                "storage: { type: gp3 }",
                "availability: multi-zone",
                "failoverWithin: 60s",
                "backups: { retention: 7d }",
                "backups: { window: \"01:00-02:00\" }",
                "replicas: [{ name: s }]",
                "replicas: [{ name: r, region: us-east-1 }]",
                "maintenance: { window: \"sun:03:00-sun:04:00\" }",
                "maintenance: { minorUpgrades: false }",
                "encryption: { atRest: false }",
                "encryption: { inTransit: false }",
                "identityAuthentication: true",
                "monitoring: { interval: 60s }",
                "monitoring: { queryInsights: true }",
                "deletionProtection: true",
            ]
        ),
        (
            "redis",
            [
                "version: \"6\"",
                "memory: 2 GiB",
                "replicas: 1",
                "availability: multi-zone",
                "encryption: { atRest: false }",
                "encryption: { inTransit: false }",
                "backups: { retention: 7d }",
            ]
        ),
        (
            "object-store",
            [
                "bucket: bucket",
                "versioning: true",
                "encryption: { atRest: false }",
                "publicAccess: true",
                "lifecycle: [{ name: s }]",
                "lifecycle: [{ name: r, expireAfter: 1d }]",
                "lifecycle: [{ name: r, archiveAfter: 1d }]",
                "lifecycle: [{ name: r, prefix: p }]",
            ]
        ),
        (
            "secrets",
            [
                "prefix: /p",
                "ownKey: true",
                "entries: { a: { rotateAfter: 1d } }",
                "entries: { a: { perTenant: true } }",
                "entries: { a: { description: d } }",
            ]
        ),
        ("container-registry", ["repositories: [a]", "immutableTags: true", "scanOnPush: false", "keepImages: 1"]),
    ];

    private static readonly string[] Sections =
    [
        "network: { cidr: 10.1.0.0/16 }",
        "network: { zones: 3 }",
        "network: { publicSubnets: [10.0.1.0/24, 10.0.2.0/24] }",
        "network: { privateSubnets: [10.0.1.0/24, 10.0.2.0/24] }",
        "network: { outbound: none }",
        "dns: { zone: b.example }",
        "dns: { healthChecks: true }",
        "monitoring: { logRetention: 1d }",
        "monitoring: { alarms: [{ component: service, signal: cpu, threshold: 1 }] }",
        "monitoring: { alarms: [{ component: redis, signal: memory, threshold: 1 }] }",
        "monitoring: { alarms: [{ component: redis, signal: cpu, threshold: 2 }] }",
        "monitoring: { alarms: [{ component: redis, signal: cpu, threshold: 1, period: 1m }] }",
        "monitoring: { alarms: [{ component: redis, signal: cpu, threshold: 1, periods: 2 }] }",
        "monitoring: { customMetrics: [m] }",
        "monitoring: { dashboard: true }",
        "monitoring: { notify: a@b.example }",
        "audit: true",
        "requirements: { residency: EU }",
        "requirements: { availability: 99.9 }",
        "requirements: { recovery: { time: 1h } }",
        "requirements: { recovery: { point: 1h } }",
        "requirements: { budget: 10 }",
        "requirements: { maxVendors: 2 }",
        "comparison: { weights: { setup-effort: 1 } }",
        "comparison: { weights: { cost: 1 } }",
        "comparison: { weights: { scalability: 1 } }",
        "comparison: { weights: { maintenance: 1 } }",
        "comparison: { weights: { developer-experience: 1 } }",
        "comparison: { weights: { control: 1 } }",
        "comparison: { weights: { security: 1 } }",
        "comparison: { weights: { portability: 1 } }",
        "usage: { low: {} }",
        "usage: { low: { title: T } }",
        "usage: { low: { components: { service: { requests: 1 } } } }",
        "usage: { low: { components: { system: { dnsQueries: { least: 1, expected: 2, most: 3 } } } } }",
    ];

    public static TheoryData<string> All =>
        [
            .. Changes.SelectMany(c =>
                c.Kinds.Split(' ').SelectMany(k => c.Fields.Select(f => $"components: {{ {k}: {{ {f} }} }}"))
            ),
            .. Sections,
        ];

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_stated_arrives(string change) => Assert.NotEqual(Description("title: T"), Description(change));

    [Fact]
    public void Every_field_of_every_component_is_among_them()
    {
        var stated = Changes
            .SelectMany(c => c.Kinds.Split(' ').SelectMany(k => c.Fields.Select(f => $"{k}.{f[..f.IndexOf(':')]}")))
            .ToHashSet();

        var known = ComponentShapes.Any.Cases.SelectMany(c => c.Shape.Fields.Select(f => $"{c.Word}.{f.Name}"));

        Assert.Empty(known.Where(k => !k.EndsWith(".kind", StringComparison.Ordinal)).Except(stated));
    }

    private static string Description(string change)
    {
        var place = string.Join(", ", ComponentKindWords.All.Select(k => $"{k}: local/compose"));
        var text = Manifest
            .Replace("CHANGE", change, StringComparison.Ordinal)
            .Replace("PLACE", place, StringComparison.Ordinal);
        var reading = ManifestReader.Read(text, "m.yaml", TestCatalog.Instance);
        Assert.Empty(reading.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}"));
        Assert.True(reading.Manifest!.Resolve("changed", null).Succeeded(out var system, out _));
        return Describe.Text(system);
    }
}
