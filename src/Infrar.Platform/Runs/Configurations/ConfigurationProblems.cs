using Infrar.Core;

namespace Infrar.Platform.Runs.Configurations;

/// <summary>What uploaded configurations are refused for, besides what any archive is refused for.</summary>
internal static class ConfigurationProblems
{
    internal static Problem TooLarge(int mebibytes) =>
        new(
            "CNF001",
            ProblemKind.TooLarge,
            "The configuration is too large",
            $"Its archive has at most {mebibytes} MiB. Leave out what is no configuration; a .terraformignore file says what."
        );

    internal static Problem NothingInIt() =>
        new(
            "CNF002",
            ProblemKind.Invalid,
            "There is no configuration in it",
            "The archive has no .tf or .tf.json file at its top. Pack the folder that holds them, from within."
        );

    internal static Problem OverridesLast(string name) =>
        new(
            "CNF003",
            ProblemKind.Invalid,
            "An override file would come last",
            $"'{name}' would be read after the file that keeps the state here. Give it a name that begins with a letter or a digit."
        );

    internal static Problem NoSuch() =>
        new(
            "CNF004",
            ProblemKind.NotFound,
            "No such configuration",
            $"The project has no uploaded configuration of this id; each is kept for {UploadedConfiguration.Kept.TotalDays:0} days. Upload it again."
        );

    internal static Problem NotThere(ConfigurationStatus status) =>
        new(
            "CNF005",
            ProblemKind.Conflict,
            "The configuration cannot be run",
            status is ConfigurationStatus.Errored
                ? "Its content was refused. Upload another."
                : "Its content has yet to come. Send it first."
        );

    internal static Problem CameBefore() =>
        new(
            "CNF006",
            ProblemKind.Conflict,
            "The content came before",
            "What a run may be made of does not change. Begin another configuration."
        );

    internal static Problem EnvironmentNeeded() =>
        new(
            "CNF007",
            ProblemKind.Invalid,
            "The environment is not stated",
            "A configuration of one's own says nothing of environments. Name the one whose state it is about."
        );

    internal static Problem NotAddresses(int most) =>
        new(
            "CNF008",
            ProblemKind.Invalid,
            "The addresses are not right",
            $"State addresses of resources, such as aws_s3_bucket.files, each on a line of its own, at most {most} characters in all."
        );
}
