using System.Reflection;
using System.Text.RegularExpressions;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Testing;

namespace Infrar.Core.Tests.Manifests;

public sealed partial class DiagnosticTests
{
    /// <summary>Code, text of the small manifest, and what takes its place: § marks where the fault must be told.</summary>
    private static readonly (string Code, string Old, string New)[] Cases =
    [
        ("MAN002", "system: shop\n", "system: shop§: too\n"),
        ("MAN003", "    cpu: 0.5\n", "§\tcpu: 0.5\n"),
        ("MAN006", "    port: 8080\n", "    port: 8080\n    §port: 8081\n"),
        ("MAN008", "port: 8080", "port: §!!int 8080"),
        ("MAN009", "    port: 8080\n", "    §<<: { port: 8080 }\n    port: 8080\n"),
        ("MAN009", "    port: 8080\n", "    port: 8080\n    ? §[a]\n    : 1\n"),
        ("MAN020", "    port: 8080\n", "    §prot: 8080\n    port: 8080\n"),
        ("MAN020", "      nightly: null\n", "      nightly: null\n      api: { §scalling: null }\n"),
        ("MAN021", "port: 8080", "port: §[8080]"),
        ("MAN021", "port: 8080", "port: §\"8080\""),
        ("MAN021", "public: true", "public: §yes"),
        ("MAN021", "scaling: { min: 2, max: 4 }", "scaling:§"),
        ("MAN022", "    kind: static-site\n    domains:", "    §domains:"),
        ("MAN022", "      nightly: null\n", "      nightly: null\n      api: { §cpu: null }\n"),
        ("MAN023", "port: 8080", "port: §80800"),
        ("MAN023", "port: 8080", "port: §80.5"),
        ("MAN023", "retention: 7d", "retention: §4000d"),
        ("MAN024", "memory: 1 GiB", "memory: §1 Gib"),
        ("MAN025", "domains: [shop.example]", "domains: [§Shop_example]"),
        ("MAN025", "  site:\n", "  §Site:\n"),
        ("MAN026", "kind: static-site", "kind: §static-sites"),
        ("MAN026", "object-store: aws/s3", "object-store: §aws/s33"),
        ("MAN026", "{ region: eu-west-1 }", "{ region: §eu-west-9 }"),
        ("MAN026", "signal: cpu", "signal: §cpus"),
        ("MAN028", "memory: 1 GiB", "memory: §1 GB"),
        ("MAN028", "retention: 7d", "retention: §36h"),
        ("MAN030", "uses: [api]", "uses: [§apii]"),
        ("MAN030", "component: database", "component: §databas"),
        ("MAN030", "of: api", "of: §apu"),
        ("MAN030", "\"${database.host}\"", "§\"${databse.host}\""),
        ("MAN030", "      nightly: null\n", "      nightly: null\n      §nihgtly: null\n"),
        ("MAN030", "      object-store: aws/s3\n", "      object-store: aws/s3\n      §objet-store: aws/s3\n"),
        ("MAN030", "      api: { requests", "      §apo: { requests"),
        ("MAN031", "uses: [api]", "uses: [§site]"),
        ("MAN031", "of: api", "of: §pool"),
        ("MAN032", "vault/database/password", "§vault/database/pasword"),
        ("MAN032", "vault/database/password", "§vualt/database/password"),
        ("MAN033", "\"${database.host}\"", "§\"${database}\""),
        ("MAN033", "\"${database.host}\"", "§\"${database.host\""),
        ("MAN035", "object-store: aws/s3", "object-store: §aws/ecr"),
        (
            "MAN036",
            "    providers:\n      aws: { region: eu-west-1 }\n",
            "    providers:\n      aws: §{ account: main }\n"
        ),
        ("MAN037", "object-store: aws/s3\n", "object-store: aws/s3\n      sidecar: §hetzner/server-compose\n"),
        ("MAN038", "cidr: 10.0.0.0/16", "cidr: §10.0.0.1/16"),
        ("MAN038", "cidr: 10.0.0.0/16", "cidr: §10.0.0.0/33"),
        ("MAN038", "cidr: 10.0.0.0/16", "cidr: §10.0.256.0/24"),
        ("MAN039", "[10.0.1.0/24, 10.0.2.0/24]", "[§10.0.1.0/24]"),
        ("MAN039", "[10.0.1.0/24, 10.0.2.0/24]", "[10.0.1.0/24, §10.1.2.0/24]"),
        ("MAN039", "[10.0.1.0/24, 10.0.2.0/24]", "[10.0.0.0/23, §10.0.1.0/24]"),
        ("MAN040", "schedule: 0 2 * * *", "schedule: §0 25 * * *"),
        ("MAN040", "schedule: 0 2 * * *", "schedule: §0 2 * *"),
        ("MAN041", "Europe/Dublin", "§Europa/Dublin"),
        ("MAN042", "max: 4", "max: §1"),
        ("MAN042", "maxSize: 100 GiB", "maxSize: §10 GiB"),
        ("MAN043", "[api.shop.example]", "[api.shop.example, §shop.example]"),
        ("MAN044", "{ requests: 1000,", "{ §request: 1000,"),
        ("MAN045", "egressGB: { least: 1,", "egressGB: §{ least: 5,"),
        ("MAN046", "strategies: [aws, mixed]", "strategies: [aws, mixed, §azure]"),
        ("MAN046", "extends: aws", "extends: §aw"),
        ("MAN047", "extends: aws", "extends: §mixed"),
        ("MAN048", "      staging: { place", "      §stagin: { place"),
        ("MAN049", "strategies: [aws, mixed]\nstrategies:\n", "strategies: [aws, mixed]\nstrategies:\n  §spare: {}\n"),
        ("MAN051", "public: true\n    domains", "public: false\n    §domains"),
        ("MAN052", "    port: 8080\n    public: true\n    domains: [api.shop.example]\n    health", "    §health"),
        ("MAN052", "health: { path: /health }", "§health: { retries: 2 }"),
    ];

    /// <summary>Faults of whole files.</summary>
    private static readonly (string Code, string Marked)[] Files =
    [
        ("MAN001", "§" + new string(' ', (1 << 20) + 1)),
        ("MAN002", "infrar: §\u0007"),
        ("MAN002", "a: §*b"),
        ("MAN002", "a: \"open§"),
        ("MAN004", string.Concat(Enumerable.Repeat("[", 64)) + "§["),
        ("MAN005", Bomb()),
        ("MAN007", SmallManifest.Text + "§---\nanother: 1\n"),
        ("MAN010", "§"),
        ("MAN010", "§# nothing\n"),
        ("MAN010", "§- a\n"),
        ("MAN022", "§infrar: 1\nsystem: a\nstrategies: {}\nenvironments: {}\n"),
        (
            "MAN027",
            SmallManifest.Text.Replace(
                "system: shop",
                "currency: USD\nsystem: §" + new string('a', 5000),
                StringComparison.Ordinal
            )
        ),
        (
            "MAN034",
            SmallManifest
                .Text.Replace(
                    "      nightly: null\n",
                    "      nightly: null\n      cache: { kind: redis, memory: 512 MiB }\n",
                    StringComparison.Ordinal
                )
                .Replace("staging: { place", "staging: { §place", StringComparison.Ordinal)
        ),
        ("MAN050", TooManyCombinations()),
    ];

    public static TheoryData<string, string, string> Small =>
        [.. Cases.Select(c => new TheoryDataRow<string, string, string>(c.Code, c.Old, c.New))];

    public static TheoryData<int> Whole => [.. Enumerable.Range(0, Files.Length)];

    [Theory]
    [MemberData(nameof(Small))]
    public void A_fault_is_told_at_its_place_and_once(string code, string old, string replacement)
    {
        var marked = MarkedText.Small(old, replacement);

        var reading = ManifestReader.Read(marked.Text, "m.yaml", TestCatalog.Instance);

        AssertTold(code, marked, reading);
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_fault_of_the_whole_file_is_told_at_its_place(int index)
    {
        var marked = MarkedText.Of(Files[index].Marked);

        var reading = ManifestReader.Read(marked.Text, "m.yaml", TestCatalog.Instance);

        AssertTold(Files[index].Code, marked, reading);
    }

    [Fact]
    public void The_small_manifest_has_no_fault() =>
        Assert.Empty(ManifestReader.Read(SmallManifest.Text, "m.yaml", TestCatalog.Instance).Diagnostics);

    [Fact]
    public void Every_code_is_told_by_a_test()
    {
        var source = Path.Combine(Repository.Root(Assembly.GetExecutingAssembly()), "src/Infrar.Core/Manifests");
        var codes = Directory
            .EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Distinct()
            .Except(["MAN100", "MAN101"])
            .Order(StringComparer.Ordinal);

        var told = Cases.Select(c => c.Code).Concat(Files.Select(f => f.Code)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(codes, told);
    }

    [Fact]
    public void All_faults_are_told_at_once_in_order_of_place()
    {
        var text = SmallManifest
            .Text.Replace("port: 8080", "prot: 8080", StringComparison.Ordinal)
            .Replace("memory: 4 GiB", "memory: lots", StringComparison.Ordinal)
            .Replace("of: api", "of: apu", StringComparison.Ordinal);

        var codes = ManifestReader.Read(text, "m.yaml", TestCatalog.Instance).Diagnostics.Select(d => d.Code);

        Assert.Equal(["MAN020", "MAN052", "MAN030", "MAN024"], codes);
    }

    [Fact]
    public void A_typing_mistake_is_mended_by_the_nearest_word()
    {
        var marked = MarkedText.Small("    port: 8080\n", "    §prot: 8080\n    port: 8080\n");

        var fault = Assert.Single(ManifestReader.Read(marked.Text, "m.yaml", TestCatalog.Instance).Diagnostics);

        Assert.Equal("m.yaml:12:5", fault.Location.ToString());
        Assert.Equal("'components.api' has no field 'prot'.", fault.Message);
        Assert.Equal("Write 'port'.", fault.Mend);
    }

    [Fact]
    public void Unknown_environments_and_strategies_are_refused()
    {
        var manifest = ManifestReader.Read(SmallManifest.Text, "m.yaml", TestCatalog.Instance).Manifest!;

        Assert.False(manifest.Resolve("test", null).Succeeded(out _, out var environment));
        Assert.False(manifest.Resolve("staging", "mixed").Succeeded(out _, out var strategy));

        Assert.Equal(("MAN100", "MAN101"), (environment.Code, strategy.Code));
    }

    private static void AssertTold(string code, MarkedText marked, ManifestReading reading)
    {
        var told = reading.Diagnostics.Where(d => d.Code == code).ToList();
        Assert.True(
            told is [{ Location: var at }] && (at.Line, at.Column) == (marked.Line, marked.Column),
            $"Expected {code} at {marked.Line}:{marked.Column}, got: "
                + string.Join("; ", reading.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message}"))
        );
        Assert.Equal(told[0].Severity is DiagnosticSeverity.Error, reading.Manifest is null);
        Assert.NotEmpty(told[0].Mend);
    }

    /// <summary>Aliases of aliases, each ten of the one before.</summary>
    private static string Bomb()
    {
        var lines = Enumerable.Range(1, 5).Select(i => $"a{i}: &a{i} [{Aliases(i - 1, 10)}]");
        return "a0: &a0 [1]\n" + string.Join('\n', lines.Take(4)) + $"\na5: [{Aliases(4, 3)}, §*a4, *a4]\n";
    }

    private static string Aliases(int level, int count) => string.Join(", ", Enumerable.Repeat($"*a{level}", count));

    private static string TooManyCombinations()
    {
        var names = Enumerable.Range(0, 100).Select(i => $"s{i}").ToList();
        var environments = Enumerable
            .Range(0, 60)
            .Select(i => $"  e{i}: {{ strategies: [{string.Join(", ", names)}] }}\n");
        var strategies = names.Select(n => $"  {n}: {{}}\n");
        return "infrar: 1\nsystem: a\ncomponents: {}\n§environments:\n"
            + string.Concat(environments)
            + "strategies:\n"
            + string.Concat(strategies);
    }

    [GeneratedRegex("\"(MAN[0-9]{3})\"")]
    private static partial Regex Code();
}
