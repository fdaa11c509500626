using System.Text;
using Infrar.Core.Placements;

namespace Infrar.Providers.Local;

/// <summary>Writes <c>.env.example</c>: every variable that the Compose file reads, without a value.</summary>
internal static class EnvironmentFile
{
    internal static void Complete(Site site)
    {
        var variables = DevelopmentSecrets.All(site).ToList();
        if (variables.Count == 0)
        {
            return;
        }

        var text = new StringBuilder();
        text.Append("# Copy to .env beside compose.yaml and fill in what you need; Compose reads it by itself.\n");
        text.Append("# Keep .env out of version control.\n");
        foreach (var (name, standard, meaning) in variables)
        {
            text.Append('\n').Append("# ").Append(meaning.ReplaceLineEndings(" "));
            text.Append(standard is "" ? "\n" : " Left out: the development password that the manifest states.\n");
            text.Append("# ").Append(name).Append("=\n");
        }

        site.AddFile(".env.example", text.ToString());
    }
}
