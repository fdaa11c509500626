using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Local;

/// <summary>Secrets in development: variables of <c>.env</c>, never values in the Compose file.</summary>
internal static class DevelopmentSecrets
{
    /// <summary>A variable of <c>.env</c>.</summary>
    /// <param name="Name">Variable.</param>
    /// <param name="Default">Value that the manifest states for development; empty for none.</param>
    /// <param name="Meaning">For the person who sets it.</param>
    internal sealed record Variable(string Name, string Default, string Meaning);

    /// <summary>The password variable of a database.</summary>
    internal static Variable PasswordOf(PostgreSql database, Site site)
    {
        var options = LocalOptions.Of(database, site);
        var alone = site.ComponentsOn("local").OfType<PostgreSql>().Count() == 1;
        var name =
            options.PasswordVariable is not "" ? options.PasswordVariable
            : alone ? "POSTGRES_PASSWORD"
            : $"{UpperSnake(database.Name)}_PASSWORD";
        return new(name, options.PasswordDefault, $"Password of {database.Title}.");
    }

    /// <summary>The password of a database, as Compose fills it in; without a default Compose refuses to start.</summary>
    internal static Value PasswordValue(PostgreSql database, Site site)
    {
        var variable = PasswordOf(database, site);
        return new Value.Expression(
            variable.Default is ""
                ? $"${{{variable.Name}:?Set it in .env}}"
                : $"${{{variable.Name}:-{variable.Default}}}",
            []
        );
    }

    /// <summary>A workload's secret, as Compose fills it in: the database's own password where that is meant, else empty by default.</summary>
    internal static Value ValueOf(string reference, Site site) =>
        DatabaseOf(reference, site) is { } database
            ? PasswordValue(database, site)
            : new Value.Expression($"${{{VariableOf(reference, site).Name}:-}}", []);

    /// <summary>Every variable that the Compose file reads, each once, databases first.</summary>
    internal static IEnumerable<Variable> All(Site site)
    {
        var local = site.ComponentsOn("local").ToList();
        return local
            .OfType<PostgreSql>()
            .Select(d => PasswordOf(d, site))
            .Concat(
                local
                    .OfType<Workload>()
                    .SelectMany(w => w.Secrets.Values)
                    .Where(r => DatabaseOf(r, site) is null)
                    .Select(r => VariableOf(r, site))
            )
            .Concat(local.OfType<SecretStore>().SelectMany(s => EntriesOf(s, site)).Select(e => e.Variable))
            .DistinctBy(v => v.Name, StringComparer.Ordinal);
    }

    /// <summary>The entries of a store that exist in development, with the variable that fills each.</summary>
    internal static IEnumerable<(SecretEntry Entry, Variable Variable)> EntriesOf(SecretStore store, Site site) =>
        store
            .Entries.Where(e => !e.PerTenant)
            .Select(e =>
            {
                var reference = $"{store.Name}/{e.Name}";
                var variable = DatabaseOf(reference, site) is { } database
                    ? PasswordOf(database, site)
                    : VariableOf(reference, site);
                return (e, variable);
            });

    private static PostgreSql? DatabaseOf(string reference, Site site) =>
        site.ComponentsOn("local").OfType<PostgreSql>().FirstOrDefault(d => d.PasswordSecret == reference);

    private static Variable VariableOf(string reference, Site site)
    {
        var stores = site.System.Components.OfType<SecretStore>().ToList();
        var store = stores.FirstOrDefault(s => reference.StartsWith($"{s.Name}/", StringComparison.Ordinal));

        // An ARN ends with the name, after a colon; a plain name is a path.
        var name =
            store is null ? reference[(reference.LastIndexOf(':') + 1)..]
            : stores.Count > 1 ? reference
            : reference[(store.Name.Length + 1)..];
        var meaning = store?.Entries.FirstOrDefault(e => reference == $"{store.Name}/{e.Name}")?.Description;
        return new(UpperSnake(name), "", meaning is null or "" ? $"Secret {reference}." : meaning);
    }

    private static string UpperSnake(string name)
    {
        var snake = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'))
            .Trim('_');
        return snake is "" || char.IsAsciiDigit(snake[0]) ? $"SECRET_{snake}" : snake;
    }
}
