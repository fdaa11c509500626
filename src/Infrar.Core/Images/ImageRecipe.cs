using System.Collections.Immutable;
using Infrar.Core.Detection;
using Infrar.Core.Manifests;

namespace Infrar.Core.Images;

/// <summary>A component whose image is to be made of a source.</summary>
/// <param name="Component">Its name in the manifest.</param>
/// <param name="Kind">Its kind: a workload or a static site.</param>
/// <param name="Folder">Its folder in the source; empty for the root.</param>
public sealed record ImageTarget(string Component, ComponentKind Kind, string Folder)
{
    /// <summary>Dockerfile that makes it; empty to look for one in the folder.</summary>
    public string Dockerfile { get; init; } = "";

    /// <summary>Port that it listens on; 0 when that is not known.</summary>
    public int Port { get; init; }

    /// <summary>Path that it answers while it is well; empty when none is known.</summary>
    public string Health { get; init; } = "";

    /// <summary>Command that builds a site; empty for the usual one.</summary>
    public string BuildCommand { get; init; } = "";

    /// <summary>Folder of a site's finished files below its own; empty when they lie there.</summary>
    public string Output { get; init; } = "";

    /// <summary>Whether it answers requests.</summary>
    public bool Answers => Kind is ComponentKind.Service or ComponentKind.StaticSite;

    /// <summary>What detection found to be components with images of their own, in the order of the manifest.</summary>
    public static ImmutableArray<ImageTarget> Of(SourceDetection detection) =>
        [
            .. detection
                .Components.Where(c => c.Program is not null)
                .Select(c => new ImageTarget(c.Name, c.Kind, c.Folder)
                {
                    Dockerfile = c.Program!.Dockerfile,
                    Port = c.Program.Port,
                    Health = c.Program.Health,
                    BuildCommand = c.Program.BuildCommand,
                    Output = c.Program.Output,
                }),
        ];
}

/// <summary>How an image is made: a Dockerfile and the folder that it may copy from.</summary>
/// <param name="File">Path of the Dockerfile in the source: where it lies, or where a generated one would.</param>
/// <param name="Context">The folder; empty for the source's root.</param>
/// <param name="Text">The Dockerfile.</param>
/// <param name="Language">What it is for: <c>dotnet</c>, <c>node</c>, <c>python</c>, <c>go</c>, <c>java</c>, <c>static</c>; <c>dockerfile</c> for the source's own.</param>
public sealed record ImageRecipe(string File, string Context, string Text, string Language)
{
    /// <summary>Whether it was generated, and not the source's own.</summary>
    public bool IsGenerated => Language is not "dockerfile";
}

/// <summary>Finds or writes the recipe of an image.</summary>
public static class ImageRecipes
{
    /// <summary>The recipe of a component.</summary>
    /// <param name="tree">The source.</param>
    /// <param name="target">The component.</param>
    /// <returns>The source's own Dockerfile where there is one, else a generated one; null where nothing in the folder says how.</returns>
    public static ImageRecipe? Find(SourceTree tree, ImageTarget target)
    {
        var stated =
            target.Dockerfile is not "" ? target.Dockerfile
            : tree.Has(SourceTree.In(target.Folder, "Dockerfile")) ? SourceTree.In(target.Folder, "Dockerfile")
            : tree.Has(SourceTree.In(target.Folder, "Containerfile")) ? SourceTree.In(target.Folder, "Containerfile")
            : "";
        if (stated is not "")
        {
            return tree.Text(stated) is not "" and var text
                ? new(stated, ContextOf(tree, stated, Dockerfile.Parse(text)), text, "dockerfile")
                : null;
        }

        return DotNetRecipe.Write(tree, target)
            ?? NodeRecipe.Write(tree, target)
            ?? PythonRecipe.Write(tree, target)
            ?? GoRecipe.Write(tree, target)
            ?? JavaRecipe.Write(tree, target)
            ?? StaticRecipe.Write(tree, target);
    }

    /// <summary>Where a Dockerfile copies from: the nearest folder above it, itself first, that has all that it names.</summary>
    internal static string ContextOf(SourceTree tree, string file, Dockerfile dockerfile)
    {
        var copied = dockerfile.Copied().ToList();
        var own = SourceTree.FolderOf(file);
        for (var folder = own; ; folder = SourceTree.FolderOf(folder))
        {
            if (copied.TrueForAll(path => tree.HasAt(SourceTree.In(folder, path))))
            {
                return folder;
            }

            if (folder is "")
            {
                // What is copied may be ignored here or made by the build; its own folder is what most tools take.
                return own;
            }
        }
    }
}
