using System.Collections.Immutable;
using System.Xml.Linq;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>The parent and the dependencies that stand in the same repository.</summary>
internal sealed class MavenDependencies(PomSet poms)
{
    private readonly HashSet<string> local = [.. poms.Effective.Select(pom => pom.Name)];

    public ImmutableArray<LocalDependency> Of(EffectivePom pom) =>
        [.. Parent(pom), .. Listed(pom, managed: false, "dependencies"), .. Listed(pom, managed: true, "dependencyManagement", "dependencies")];

    // A module cannot be used without its parent: Maven reads it for every user of the module.
    private static IEnumerable<LocalDependency> Parent(EffectivePom pom)
    {
        if (pom.Chain.Length < 2 || Pom.Child(pom.Own.Parent!, "version") is not { } version)
            yield break;
        var parent = new EffectivePom(pom.Chain[1..], pom.UserProperties);
        yield return new LocalDependency(parent.Name, version.Value.Trim(), pom.Own.At(version));
    }

    private IEnumerable<LocalDependency> Listed(EffectivePom pom, bool managed, params string[] place)
    {
        foreach (var element in pom.Own.List(place))
        {
            var name = $"{pom.Value(pom.Own, Pom.Child(element, "groupId"))?.Text}:{pom.Value(pom.Own, Pom.Child(element, "artifactId"))?.Text}";
            if (!local.Contains(name) || name == pom.Name)
                continue;
            var version = Pom.Child(element, "version");
            var kind = Kind(element, managed);
            yield return new LocalDependency(name, version?.Value.Trim(), pom.Own.At(version ?? Pom.Child(element, "artifactId")!))
            {
                Kind = kind,
                OrdersPublishing = kind == LocalDependencyKind.Runtime,
            };
        }
    }

    private static LocalDependencyKind Kind(XElement dependency, bool managed) => Pom.Child(dependency, "scope")?.Value.Trim() switch
    {
        "test" => LocalDependencyKind.Development,
        "provided" or "system" => LocalDependencyKind.Build,
        _ when managed => LocalDependencyKind.Build,
        _ => LocalDependencyKind.Runtime,
    };
}
