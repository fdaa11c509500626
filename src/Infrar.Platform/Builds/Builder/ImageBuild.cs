using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infrar.Core;
using Infrar.Core.Detection;
using Infrar.Core.Images;
using Infrar.Core.Images.Attestations;
using Infrar.Core.Images.Materials;
using Infrar.Platform.Builds.Attesting;
using Infrar.Platform.Builds.Registries;

namespace Infrar.Platform.Builds.Builder;

/// <summary>What all images of a build have in common.</summary>
/// <param name="Build">The build.</param>
/// <param name="Source">Where the source came from, as provenance says it.</param>
/// <param name="SourceSha256">SHA-256 of its archive.</param>
/// <param name="Commit">The commit that it is of; empty for none.</param>
/// <param name="Tree">The source.</param>
/// <param name="Place">The project's registry.</param>
/// <param name="Folder">The build's folder.</param>
/// <param name="Secrets">Build secrets: names, and files that hold them.</param>
/// <param name="Earlier">Images that earlier builds of the project made, newest first.</param>
/// <param name="Program">The program that builds, with its version.</param>
internal sealed record BuildScene(
    Build Build,
    string Source,
    string SourceSha256,
    string Commit,
    SourceTree Tree,
    RegistryPlace Place,
    BuildFolder Folder,
    ImmutableArray<KeyValuePair<string, string>> Secrets,
    ImmutableArray<(string Build, BuiltImage Image)> Earlier,
    string Program
);

/// <summary>Makes one image, from its recipe to its tag in the registry.</summary>
/// <remarks>
/// 1. The recipe is found or written, and every image that it takes is pinned by digest. 2. Where an earlier build made an image of the
/// very same, and it is still there and signed, that one is it. 3. Bases are fetched and the recipe is run. 4. The layers are pushed, and
/// a configuration in which nothing differs from one making to the next. 5. What the image consists of is read out of its layers; that,
/// provenance and signature are stored beside it. 6. Only then the build's tag leads to it: whoever finds the tag finds all of that.
/// </remarks>
internal sealed class ImageBuild(
    BaseImages bases,
    ImageRegistries registries,
    ImageSigningKeys keys,
    LayerFiles layers,
    TimeProvider time
)
{
    /// <summary>The tag of what was pushed and is not yet an image of a build: moved by each, and never to be run.</summary>
    private const string Staging = "infrar-staging";
    private const string Local = "localhost/build";

    /// <summary>Makes it.</summary>
    /// <returns>The image; a problem that says what is wrong with the source, the bases or the registry.</returns>
    /// <exception cref="OperationCanceledException">The build is to come to an end.</exception>
    public async Task<Result<BuiltImage>> MakeAsync(
        BuildScene scene,
        ImageTarget target,
        BuildRunner runner,
        BuilderOptions options,
        CancellationToken stop
    )
    {
        // 1.
        var began = time.GetUtcNow();
        if (Recipe(scene, target) is not { } recipe)
        {
            return target.Dockerfile is ""
                ? BuildProblems.NothingToBuild(
                    $"{target.Component}: nothing in '{target.Folder}' says how an image is made."
                )
                : BuildProblems.NoDockerfile(target.Component, target.Dockerfile);
        }

        var parsed = Dockerfile.Parse(recipe.Text);
        var pins = await bases.PinAsync(target.Component, parsed, scene.Place, stop);
        if (!pins.Succeeded(out var pinned, out var problem))
        {
            return problem;
        }

        var text = parsed.With(image => pinned[image.Stated].ToString());
        var repository = scene.Place.RepositoryOf(target.Component);
        using var client = registries.Client(scene.Place);
        using var key = await keys.OfAsync(scene.Build.ProjectId, stop);
        try
        {
            // 2.
            var input = scene.Secrets.IsEmpty ? await InputAsync(scene, recipe, text, stop) : "";
            if (await ReusedAsync(scene, target, input, client, key, stop) is { } reused)
            {
                runner.Say($"{target.Component}: made of the same as by {reused.MadeBy}; {reused.Reference} is it.");
                return reused with { Took = time.GetUtcNow() - began };
            }

            // 3.
            var made = await RunAsync(scene, target, recipe, text, pinned, runner, options, stop);
            if (!made.Succeeded(out var said, out problem))
            {
                return problem;
            }

            // 4.
            var pushed = await PushAsync(scene, target, repository, runner, stop);
            if (!pushed.Succeeded(out var staged, out problem))
            {
                return problem;
            }

            var content = (await ImageContent.ReadAsync(client, repository, staged, stop)).Settled();
            await client.PushBlobAsync(repository, content.Config, stop);
            var manifest = content.Manifest();
            var digest = RegistryClient.DigestOf(manifest);
            await client.PushManifestAsync(repository, digest, content.MediaType, manifest, stop);

            // 5.
            var image = new ImageReference(scene.Place.Host, repository, "", digest);
            var bill = BillOfMaterials.Of(await layers.ReadAsync(client, repository, content.Layers, stop));
            var provenance = new Provenance(
                scene.Build.Id.Value,
                target.Component,
                scene.Source,
                scene.SourceSha256,
                recipe.File,
                Hash(Encoding.UTF8.GetBytes(text)),
                [.. pinned.Values.DistinctBy(p => p.ToString()).OrderBy(p => p.ToString(), StringComparer.Ordinal)],
                scene.Program,
                began,
                time.GetUtcNow()
            )
            {
                IsGenerated = recipe.IsGenerated,
                Commit = scene.Commit,
            };
            await Attestations.StoreAsync(
                client,
                image,
                key,
                [
                    (Provenance.PredicateType, provenance.Write()),
                    (CycloneDx.PredicateType, CycloneDx.Write(bill, target.Component, digest)),
                ],
                stop
            );

            // 6.
            await client.PushManifestAsync(repository, scene.Build.Id.Value, content.MediaType, manifest, stop);
            return new BuiltImage(
                target.Component,
                $"{scene.Place.Host}/{repository}",
                digest,
                recipe.File,
                recipe.Language
            )
            {
                IsSite = target.Kind is Core.Manifests.ComponentKind.StaticSite,
                Layers = content.Layers,
                Bases = [.. pinned.Values.Select(p => p.ToString()).Distinct().Order(StringComparer.Ordinal)],
                Steps = said.Steps,
                CachedSteps = said.Cached,
                Took = time.GetUtcNow() - began,
                InputSha256 = input,
                Packages = bill.Materials.Length,
                Licenses = [.. bill.Licenses.Take(200).Select(l => new LicenseCount(l.Key, l.Value))],
            };
        }
        catch (RegistryException fault)
        {
            return BuildProblems.NotPushed(target.Component, $"{scene.Place.Host}/{repository}", fault.Message);
        }
    }

    private static ImageRecipe? Recipe(BuildScene scene, ImageTarget target)
    {
        var stated = Path.Combine(scene.Folder.Source, target.Dockerfile);
        // What detection passes over, such as a file among tools, may be named all the same.
        if (target.Dockerfile is not "" && scene.Tree.Read(target.Dockerfile) is "" && IsFile(stated))
        {
            var text = File.ReadAllText(stated);
            return new(target.Dockerfile, Path.GetDirectoryName(target.Dockerfile) ?? "", text, "dockerfile");
        }

        return ImageRecipes.Find(scene.Tree, target);

        bool IsFile(string path) =>
            !target.Dockerfile.Split('/').Contains("..")
            && new FileInfo(path) is { Exists: true, Length: > 0 and <= Dockerfile.Longest };
    }

    private async Task<Result<BuildLines>> RunAsync(
        BuildScene scene,
        ImageTarget target,
        ImageRecipe recipe,
        string text,
        ImmutableDictionary<string, ImageReference> pinned,
        BuildRunner runner,
        BuilderOptions options,
        CancellationToken stop
    )
    {
        var file = scene.Folder.Give($"Dockerfile.{target.Component}", text);
        runner.Say(
            recipe.IsGenerated
                ? $"{target.Component}: no Dockerfile in '{target.Folder}'; this one is used, and yours with infrar dockerfile:\n\n{recipe.Text}"
                : $"{target.Component}: {recipe.File}"
        );
        foreach (var image in pinned.Values.DistinctBy(p => p.ToString()))
        {
            if (await FetchAsync(scene, target, image, runner, stop) is { } refusal)
            {
                return refusal;
            }
        }

        var cache = $"{scene.Place.Host}/{scene.Place.RepositoryOf(target.Component)}/cache";
        // The program that runs steps is given no login: a step that deceived it would have that of every project there.
        var shares = options.SharesCache && scene.Place.Login is null;
        var exit = await runner.RunAsync(
            target.Component,
            [
                "bud",
                "--pull-never",
                "--isolation",
                "oci",
                "--network",
                "none",
                "--http-proxy=false",
                "--layers",
                "--force-rm",
                "--timestamp",
                "0",
                "--format",
                "docker",
                "--identity-label=false",
                .. scene.Secrets.SelectMany(s => (string[])["--secret", $"id={s.Key},src={runner.Seen(s.Value)}"]),
                .. shares ? (string[])["--cache-from", cache, "--cache-to", cache] : [],
                .. Tls(scene.Place),
                "--file",
                runner.Seen(file),
                "--tag",
                $"{Local}:{target.Component}",
                runner.Seen(Path.Combine(scene.Folder.Source, recipe.Context)),
            ],
            signsIn: false,
            stop
        );
        return exit.Excess is { } excess ? BuildProblems.OverLimit(target.Component, excess.What, excess.Setting)
            : exit.Code is 0 ? exit.Lines
            : BuildProblems.Failed(target.Component, exit.Lines.Step?.Text ?? "", Hinted(exit.Lines.Said));
    }

    private async Task<Problem?> FetchAsync(
        BuildScene scene,
        ImageTarget target,
        ImageReference image,
        BuildRunner runner,
        CancellationToken stop
    )
    {
        var note = Path.Combine(
            scene.Folder.Bases,
            image.Digest.Replace(':', '-') + Hash(Encoding.UTF8.GetBytes(image.Name))[..8]
        );
        if (File.Exists(note))
        {
            return null;
        }

        runner.Say($"{target.Component}: fetching {image}");
        var exit = await runner.RunAsync(
            target.Component,
            ["pull", "--quiet", .. Tls(registries.PlaceFor(image, scene.Place)), $"docker://{image}"],
            signsIn: true,
            stop
        );
        if (exit.Code is not 0 || exit.Excess is not null)
        {
            return exit.Excess is { } excess
                ? BuildProblems.OverLimit(target.Component, excess.What, excess.Setting)
                : BuildProblems.NoBase(target.Component, image.ToString(), $"could not be fetched: {exit.Lines.Said}");
        }

        await File.WriteAllTextAsync(note, image.ToString(), stop);
        return null;
    }

    private static async Task<Result<string>> PushAsync(
        BuildScene scene,
        ImageTarget target,
        string repository,
        BuildRunner runner,
        CancellationToken stop
    )
    {
        var file = $"digest.{target.Component}";
        var exit = await runner.RunAsync(
            target.Component,
            [
                "push",
                "--quiet",
                .. Tls(scene.Place),
                "--digestfile",
                runner.Seen(scene.Folder.In(file)),
                $"{Local}:{target.Component}",
                $"docker://{scene.Place.Host}/{repository}:{Staging}",
            ],
            signsIn: true,
            stop
        );
        return exit.Code is 0 && scene.Folder.Written(file) is var digest && ImageReference.IsDigest(digest)
            ? digest
            : BuildProblems.NotPushed(target.Component, $"{scene.Place.Host}/{repository}", exit.Lines.Said);
    }

    private static async Task<BuiltImage?> ReusedAsync(
        BuildScene scene,
        ImageTarget target,
        string input,
        RegistryClient client,
        ECDsa key,
        CancellationToken stop
    )
    {
        var repository = scene.Place.RepositoryOf(target.Component);
        var (by, earlier) = scene.Earlier.FirstOrDefault(e =>
            input is not ""
            && e.Image.InputSha256 == input
            && e.Image.Component == target.Component
            && e.Image.Repository == $"{scene.Place.Host}/{repository}"
        );
        if (earlier is null)
        {
            return null;
        }

        var image = new ImageReference(scene.Place.Host, repository, "", earlier.Digest);
        if (
            await client.FindManifestAsync(repository, earlier.Digest, stop) is not { } manifest
            || !await Attestations.IsSignedAsync(client, image, key, stop)
            || await Attestations.FindAsync(client, image, key, Provenance.PredicateType, stop) is null
        )
        {
            return null;
        }

        await client.PushManifestAsync(repository, scene.Build.Id.Value, manifest.MediaType, manifest.Content, stop);
        return earlier with { MadeBy = earlier.MadeBy ?? by, CachedSteps = earlier.Steps };
    }

    // The files that the recipe may copy, by name and content; what else is in the source changes nothing of the image.
    private static async Task<string> InputAsync(
        BuildScene scene,
        ImageRecipe recipe,
        string text,
        CancellationToken stop
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"1\n{scene.Program}\n{text.Length}\n{text}\n"));
        var context = Path.Combine(scene.Folder.Source, recipe.Context);
        foreach (
            var file in Directory
                .EnumerateFiles(context, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            await using var content = File.OpenRead(file);
            hash.AppendData(
                Encoding.UTF8.GetBytes(
                    $"{file[context.Length..]}\n{(File.GetUnixFileMode(file) & UnixFileMode.UserExecute) is not 0}\n{Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop))}\n"
                )
            );
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string[] Tls(RegistryPlace place) => place.IsPlain ? ["--tls-verify=false"] : [];

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Hinted(string said) =>
        (
            (string[])
                [
                    "EAI_AGAIN",
                    "resolve host",
                    "name resolution",
                    "etwork is unreachable",
                    "ENETUNREACH",
                    "no such host",
                    "lookup ",
                ]
        ).Any(sign => said.Contains(sign, StringComparison.Ordinal))
            ? $"{said} (Steps of a build reach no network. Bring along what it needs, or take a base that has it: docs/builds.md.)"
            : said;
}
