using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests.Combining;
using Infrar.Core.Manifests.Yaml;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>Checks that what a component names exists and is of the right sort.</summary>
internal static class ReferenceChecks
{
    internal static void Check(Scope scope)
    {
        foreach (var component in scope.Combination.Components.Entries)
        {
            if (component.Value is YamlMap stated)
            {
                CheckUses(component.Key, stated, scope);
                CheckSidecar(component.Key, stated, scope);
                CheckSecrets(stated, scope);
                CheckEnvironment(component.Key, stated, scope);
            }
        }

        foreach (var alarm in scope.Combination.System.MapAt("monitoring")?.ItemsAt("alarms") ?? [])
        {
            // An alarm on what an environment takes away goes with it.
            if (alarm is YamlMap stated && stated.ScalarAt("component") is { } watched)
            {
                IsKnown(watched.Text, watched.Location, scope);
            }
        }
    }

    private static void CheckUses(string name, YamlMap component, Scope scope)
    {
        foreach (var used in component.ScalarsAt("uses"))
        {
            if (used.Text == name)
            {
                scope.Report(
                    MeaningFaults.UnsuitableComponent($"'{name}' uses itself.", used.Location, "Delete the item.")
                );
            }
            else
            {
                IsKnown(used.Text, used.Location, scope);
            }
        }
    }

    private static void CheckSidecar(string name, YamlMap component, Scope scope)
    {
        if (component.TextAt("kind") is not "sidecar" || component.ScalarAt("of") is not { } of)
        {
            return;
        }

        if (IsPresent(name, of, scope) && scope.Combination.KindOf(of.Text) is not ("service" or "worker") and { } kind)
        {
            scope.Report(
                MeaningFaults.UnsuitableComponent(
                    $"'{name}' accompanies '{of.Text}', which is of kind '{kind}'.",
                    of.Location,
                    "Name a service or a worker."
                )
            );
        }
    }

    private static void CheckSecrets(YamlMap component, Scope scope)
    {
        foreach (var variable in component.EntriesAt("secrets"))
        {
            if (variable.Value is YamlScalar { IsNull: false } secret)
            {
                CheckSecret(secret, mayBeForeign: true, scope);
            }
        }

        if (component.TextAt("kind") is "postgresql" && component.ScalarAt("passwordSecret") is { } password)
        {
            CheckSecret(password, mayBeForeign: false, scope);
        }
    }

    /// <summary>A secret is <c>component/entry</c>; what begins with no component's name is somebody else's name for one.</summary>
    private static void CheckSecret(YamlScalar secret, bool mayBeForeign, Scope scope)
    {
        var slash = secret.Text.IndexOf('/', StringComparison.Ordinal);
        var store = slash > 0 ? secret.Text[..slash] : secret.Text;
        var components = scope.Combination.Components;
        if (scope.Combination.KindOf(store) is "secrets" && slash > 0)
        {
            var entry = secret.Text[(slash + 1)..];
            var entries = (components[store] as YamlMap)?.EntriesAt("entries") ?? [];
            if (entries.All(e => e.Key != entry))
            {
                scope.Report(MeaningFaults.UnknownSecret(store, entry, entries.Select(e => e.Key), secret.Location));
            }

            return;
        }

        var stores = components.Entries.Select(c => c.Key).Where(c => scope.Combination.KindOf(c) is "secrets");
        var near = Nearest.To(store, stores);
        if (!mayBeForeign || near is not null || components[store] is not null)
        {
            scope.Report(MeaningFaults.NoSecretStore(secret.Text, near, secret.Location));
        }
    }

    private static void CheckEnvironment(string name, YamlMap component, Scope scope)
    {
        foreach (var variable in component.EntriesAt("environment"))
        {
            if (variable.Value is not YamlScalar value)
            {
                continue;
            }

            foreach (var reference in EmbeddedReference.In(value.Text))
            {
                if (reference.Fault is { } fault)
                {
                    scope.Report(MeaningFaults.BadReference(reference.Text, fault, value.Location));
                }
                else if (scope.Combination.Components[reference.Component] is null)
                {
                    scope.Report(
                        scope.Combination.IsRemoved(reference.Component)
                            ? MeaningFaults.RemovedComponent(
                                name,
                                reference.Component,
                                scope.Combination.Environment,
                                value.Location
                            )
                            : MeaningFaults.UnknownComponent(reference.Component, Present(scope), value.Location)
                    );
                }
            }
        }
    }

    /// <summary>Whether any part of the manifest knows the component; reports it when not.</summary>
    private static void IsKnown(string name, SourceLocation at, Scope scope)
    {
        if (scope.Combination.Components[name] is null && !scope.Combination.IsRemoved(name))
        {
            scope.Report(MeaningFaults.UnknownComponent(name, Present(scope), at));
        }
    }

    /// <summary>Whether this combination has the component; reports it when not.</summary>
    private static bool IsPresent(string user, YamlScalar name, Scope scope)
    {
        if (scope.Combination.Components[name.Text] is not null)
        {
            return true;
        }

        scope.Report(
            scope.Combination.IsRemoved(name.Text)
                ? MeaningFaults.RemovedComponent(user, name.Text, scope.Combination.Environment, name.Location)
                : MeaningFaults.UnknownComponent(name.Text, Present(scope), name.Location)
        );
        return false;
    }

    private static IEnumerable<string> Present(Scope scope) => scope.Combination.Components.Entries.Select(e => e.Key);
}
