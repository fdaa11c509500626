using System.Reflection;
using CsCheck;
using Infrar.Core.Compose;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Testing;

namespace Infrar.Providers.Tests.Local;

public sealed class ComposeImportTests
{
    private static readonly string Folder = Path.Combine(
        Repository.ProjectDirectory(Assembly.GetExecutingAssembly()),
        "Golden",
        "import"
    );

    private static readonly string[] Secrets =
    [
        "devpassword",
        "s3cr3t",
        "minio-secret",
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI",
        "hunter2",
        "django-insecure",
        "o1.ingest",
    ];

    public static TheoryData<string> Files =>
        [
            .. Directory
                .GetFiles(Folder, "*.compose.yaml")
                .Select(f => Path.GetFileName(f)[..^".compose.yaml".Length])
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_Compose_file_becomes_the_manifest_that_was_reviewed(string name)
    {
        var imported = Import(name);

        Assert.NotNull(imported.Manifest);
        Golden.Match(imported.Manifest, $"import/{name}.infrar.yaml");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_imported_manifest_reads_without_an_error_and_runs_on_this_computer(string name)
    {
        var reading = ManifestReader.Read(Import(name).Manifest ?? "", "infrar.yaml", AllProviders.Catalog);

        Assert.Empty(
            reading
                .Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error)
                .Select(d => $"{d.Location} {d.Message}")
        );
        Assert.NotNull(reading.Manifest);
        Assert.True(reading.Manifest.Resolve("development", null).Succeeded(out var system, out _));
        Assert.Empty(Planner.Place(system, AllProviders.Catalog).Obstacles);
        Assert.True(reading.Manifest.Resolve("production", null).Succeeded(out _, out _));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_value_of_a_secret_is_copied(string name)
    {
        var imported = Import(name);
        var written = imported.Manifest + string.Concat(imported.Diagnostics.Select(d => d.Message + d.Mend));

        Assert.All(Secrets, s => Assert.DoesNotContain(s, written, StringComparison.Ordinal));
    }

    [Fact]
    public void The_starter_reads_without_an_error_and_is_feasible_everywhere()
    {
        var text = StarterManifest.Write("My Shop");
        var reading = ManifestReader.Read(text, "infrar.yaml", AllProviders.Catalog);

        Golden.Match(text, "import/starter.yaml");
        Assert.Empty(reading.Diagnostics.Select(d => $"{d.Location} {d.Message}"));
        Assert.NotNull(reading.Manifest);
        Assert.Equal("my-shop", reading.Manifest.System);
        Assert.All(
            reading.Manifest.Environments,
            environment =>
            {
                Assert.True(reading.Manifest.Resolve(environment.Name, null).Succeeded(out var system, out _));
                Assert.Empty(Planner.Place(system, AllProviders.Catalog).Obstacles);
            }
        );
    }

    [Theory]
    [InlineData("", "CMP002", 1)]
    [InlineData("- a\n- b\n", "CMP002", 1)]
    [InlineData("services:\n", "CMP002", 1)]
    [InlineData("services: { a: 1 }\n", "CMP002", 1)]
    [InlineData("services:\n  a:\n   image: x\n  image: [\n", "CMP001", 5)]
    [InlineData("services:\n\ta: 1\n", "CMP001", 2)]
    public void A_file_that_is_no_Compose_file_is_refused_with_its_place(string text, string code, int line)
    {
        var imported = ComposeImport.Read(text, "compose.yaml");

        Assert.Null(imported.Manifest);
        Assert.Equal(code, imported.Diagnostics[0].Code);
        Assert.InRange(imported.Diagnostics[0].Location.Line, 1, line);
        Assert.NotEmpty(imported.Diagnostics[0].Mend);
    }

    [Fact]
    public void A_mutated_file_never_crashes_and_what_it_gives_reads_without_an_error()
    {
        var seeds = Files.Select(f => File.ReadAllText(Path.Combine(Folder, $"{f.Data}.compose.yaml"))).ToArray();
        var mutated =
            from seed in OneOf(seeds)
            from at in Gen.Int[0, seed.Length - 1]
            from length in Gen.Int[0, 12]
            from insert in OneOf(
                "",
                ": ",
                "\n",
                "- ",
                "{",
                "]",
                "*common",
                "<<: ",
                "${",
                "\"",
                "'",
                "#",
                "null",
                "99999999999",
                "é\u2028",
                "services"
            )
            select seed[..at] + insert + seed[Math.Min(seed.Length, at + length)..];

        mutated.Sample(
            text =>
            {
                var imported = ComposeImport.Read(text, "compose.yaml");
                Assert.Equal(
                    imported.Manifest is null,
                    imported.Diagnostics.Any(d => d.Severity is DiagnosticSeverity.Error)
                );
                if (imported.Manifest is { } manifest)
                {
                    var errors = ManifestReader
                        .Read(manifest, "infrar.yaml", AllProviders.Catalog)
                        .Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error)
                        .Select(d => $"{d.Location} {d.Message}")
                        .ToList();
                    Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n{manifest}\n---\n{text}");
                }
            },
            iter: 2000
        );
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static ComposeImporting Import(string name) =>
        ComposeImport.Read(File.ReadAllText(Path.Combine(Folder, $"{name}.compose.yaml")), "compose.yaml");
}
