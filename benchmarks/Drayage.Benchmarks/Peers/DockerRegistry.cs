using System.Diagnostics;

namespace Drayage.Benchmarks.Peers;

/// <summary>The distribution project's registry as Debian packages it.</summary>
internal sealed class DockerRegistry(string parent) : RegistryProcess(parent)
{
    public override string Name => "docker-registry";

    protected override ProcessStartInfo StartIn(string data)
    {
        string configuration = Path.Combine(data, "config.yml");
        File.WriteAllText(configuration, $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{data}} }, delete: { enabled: true } }
            http: { addr: "{{Authority}}", secret: bench }
            """);
        return new ProcessStartInfo(
            Setting.OnPath(Name) ?? throw new InvalidOperationException($"{Name} is not on PATH; apt-get install {Name}"), ["serve", configuration]);
    }
}
