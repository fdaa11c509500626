using System.Collections.Immutable;
using System.CommandLine;
using Infrar.Cli.Problems;
using Infrar.Core.Detection;
using Infrar.Core.Images;

namespace Infrar.Cli.Commands;

/// <summary><c>infrar dockerfile</c>: how the images of a folder are made where it has no Dockerfile, to be taken over.</summary>
internal sealed class DockerfileCommand : CliCommand
{
    private readonly Argument<string> _folder = new("DIR")
    {
        Description = "The folder of the sources. Default: this one.",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<string?> _component = new("--component")
    {
        Description = "This component alone.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _write = new("--write")
    {
        Description = "Write each as a Dockerfile into its component's folder, where there is none; it is yours then.",
    };

    /// <summary>Builds the command.</summary>
    public DockerfileCommand()
        : base("dockerfile", "Show how the images of a folder's components are made, or take that over.")
    {
        Arguments.Add(_folder);
        Options.Add(_component);
        Options.Add(_write);
        Options.Add(SharedOptions.NoColor);
    }

    /// <inheritdoc/>
    public override ImmutableArray<Example> Examples =>
        [
            new("infrar dockerfile", "what infrar build would use"),
            new("infrar dockerfile --component api --write", "as services/api/Dockerfile, to change as you like"),
        ];

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var named = invocation.Parse.GetRequiredValue(_folder);
        var folder = Path.TrimEndingDirectorySeparator(invocation.Console.Resolve(named));
        if (!Directory.Exists(folder))
        {
            return invocation.Refuse(CliProblems.Unreadable(named, "There is no such folder."));
        }

        var tree = await SourceFolder.ReadAsync(folder, cancellationToken);
        var only = invocation.Parse.GetValue(_component);
        var targets = ImageTarget
            .Of(Detector.Detect(tree, Path.GetFileName(folder)))
            .Where(t => only is null || t.Component == only)
            .ToList();
        if (targets.Count is 0)
        {
            return invocation.Refuse(
                CliProblems.Unreadable(
                    named,
                    only is null
                        ? "No component with an image was found in it."
                        : $"No component '{only}' was found in it."
                )
            );
        }

        foreach (var target in targets)
        {
            await ShowAsync(invocation, folder, target, ImageRecipes.Find(tree, target), cancellationToken);
        }

        return ExitCode.Success;
    }

    private async Task ShowAsync(
        Invocation invocation,
        string folder,
        ImageTarget target,
        ImageRecipe? recipe,
        CancellationToken cancellationToken
    )
    {
        var output = invocation.Console.Output;
        if (recipe is not { IsGenerated: true })
        {
            await output.WriteLineAsync(
                recipe is null
                    ? $"# {target.Component}: nothing in '{target.Folder}' says how an image is made; write a Dockerfile."
                    : $"# {target.Component}: {recipe.File}, copying from '{recipe.Context}'"
            );
        }
        else if (invocation.Parse.GetValue(_write))
        {
            // Recipes copy from a folder of their own choice; a Dockerfile that names the same paths finds it again.
            await File.WriteAllTextAsync(Path.Combine(folder, recipe.File), recipe.Text, cancellationToken);
            await output.WriteLineAsync($"Wrote {recipe.File}.");
        }
        else
        {
            await output.WriteLineAsync($"# {recipe.File}\n{recipe.Text}");
        }
    }
}
