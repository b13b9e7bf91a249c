using System.Collections.Immutable;
using System.Xml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>Finds Maven modules, with inheritance and interpolation as far as the repository's own files go.</summary>
public sealed class MavenDetector : IDetector
{
    public string Ecosystem => EcosystemName.Maven;

    public DetectedPackages Detect(SourceTree tree, CancellationToken cancellationToken)
    {
        var read = new List<Pom>();
        var warnings = ImmutableArray.CreateBuilder<CatalogWarning>();
        foreach (var path in tree.Named(Pom.FileName))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                read.Add(PomSet.Read(tree, path));
            }
            catch (XmlException error)
            {
                warnings.Add(new CatalogWarning(
                    "unreadable-manifest", $"{path} cannot be read: {error.Message}", new SourceLocation(path, error.LineNumber, error.LinePosition), null));
            }
        }

        var poms = new PomSet(tree, read);
        var dependencies = new MavenDependencies(poms);
        var packages = poms.Effective.Select(pom => Describe(pom, poms, dependencies)).ToImmutableArray();
        warnings.AddRange(poms.Effective.SelectMany(pom => MavenWarnings.OfPom(pom, poms)));
        warnings.AddRange(MavenWarnings.OfPackages(packages));
        return new DetectedPackages(packages, warnings.DrainToImmutable());
    }

    private static Package Describe(EffectivePom pom, PomSet poms, MavenDependencies dependencies) => new()
    {
        Ecosystem = EcosystemName.Maven,
        Name = pom.Name,
        Directory = pom.Own.Directory,
        Manifest = pom.Own.Path,
        Version = pom.Version switch
        {
            null => new PackageVersion.None("neither the pom nor a parent has a version"),
            { IsKnown: true } version => new PackageVersion.Static(version.Text, version.At),
            var version => new PackageVersion.Dynamic("Maven", version.At),
        },
        Publishability = MavenPublishability.Of(pom),
        Role = RoleByModule.Of(pom.Own.Directory, pom.ArtifactId),
        Products = pom.Packaging == "pom" ? [] : [new Product(ProductKind.Jar, pom.ArtifactId)],
        Facts = [.. Facts(pom, poms)],
        Dependencies = dependencies.Of(pom),
    };

    private static IEnumerable<PackageFact> Facts(EffectivePom pom, PomSet poms)
    {
        yield return new PackageFact("packaging", pom.Packaging, pom.Own.Find("packaging") is { } packaging ? pom.Own.At(packaging) : null);
        if (poms.Aggregator(pom.Own) is { } aggregator)
            yield return new PackageFact("module of", aggregator.Path);
        if (pom.HasOutsideParent)
        {
            var parent = pom.Chain[^1].Parent!;
            yield return new PackageFact(
                "outside parent",
                string.Join(':', ((string[])["groupId", "artifactId", "version"]).Select(name => Pom.Child(parent, name)?.Value.Trim())),
                pom.Chain[^1].At(Pom.Child(parent, "version") ?? parent));
        }

        foreach (var name in (string[])["maven.compiler.release", "maven.compiler.source", "java.version"])
        {
            if (pom.Property(name) is { IsKnown: true } value)
                yield return new PackageFact(name, value.Text, value.At);
        }
    }
}
