using System.Xml.Linq;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Maven.Detection;

/// <summary>Whether <c>mvn deploy</c> would publish a module, and by what setting it would not.</summary>
internal static class MavenPublishability
{
    // Plugin, its setting, and the property of the command line or the pom that means the same.
    private static readonly (string Plugin, string Setting, string Property)[] Switches =
    [
        ("maven-deploy-plugin", "skip", "maven.deploy.skip"),
        ("nexus-staging-maven-plugin", "skipNexusStagingDeployMojo", "skipNexusStagingDeployMojo"),
        ("central-publishing-maven-plugin", "skipPublishing", "skipPublishing"),
    ];

    public static Publishability Of(EffectivePom pom)
    {
        foreach (var (plugin, setting, property) in Switches)
        {
            if (Configuration(pom, plugin, setting) is { } configured)
            {
                if (IsTrue(configured))
                    return new Publishability(false, $"{plugin}: {setting} is true", configured.At);
            }
            else if (pom.Property(property) is { } value && IsTrue(value))
            {
                return new Publishability(false, $"{property} is true", value.At);
            }
        }

        return HasDestination(pom)
            ? new Publishability(true, "default")
            : new Publishability(true, "default; without distributionManagement, deploying needs altDeploymentRepository");
    }

    private static bool HasDestination(EffectivePom pom) =>
        pom.HasOutsideParent
        || pom.First(own => own.Find("distributionManagement")) is not null
        || Plugin(pom, "central-publishing-maven-plugin") is not null
        || Plugin(pom, "nexus-staging-maven-plugin") is not null;

    private static Interpolated? Configuration(EffectivePom pom, string plugin, string setting)
    {
        foreach (var own in pom.Chain)
        {
            foreach (var element in Plugins(own, plugin))
            {
                if (Pom.Find(element, "configuration", setting) is { } value)
                    return pom.Value(own, value);
            }
        }

        return null;
    }

    private static (Pom Pom, XElement Element)? Plugin(EffectivePom pom, string name) => pom.First(own => Plugins(own, name).FirstOrDefault());

    private static IEnumerable<XElement> Plugins(Pom pom, string name) =>
        pom.List("build", "plugins").Concat(pom.List("build", "pluginManagement", "plugins"))
            .Where(plugin => Pom.Child(plugin, "artifactId")?.Value.Trim() == name);

    private static bool IsTrue(Interpolated value) => value.IsKnown && value.Text.Equals("true", StringComparison.OrdinalIgnoreCase);
}
