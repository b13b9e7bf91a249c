using System.Text;

namespace Drayage.Benchmarks.Content;

/// <summary>
/// A git repository whose release is one image for two platforms of a program of 71 MB, mostly data that it carries. The
/// program is built beforehand; what a release does is to make the image and to deliver it.
/// </summary>
internal sealed class ReleasedProgram
{
    private const long CarriedBytes = 70_000_000;
    private static readonly string[] Architectures = ["amd64", "arm64"];

    private readonly string root;
    private readonly string label;
    private int releases;

    /// <param name="root">An empty directory.</param>
    /// <param name="registries">Two destinations, <c>HOST:PORT</c>.</param>
    public ReleasedProgram(string root, params ReadOnlySpan<string> registries)
    {
        this.root = root;
        label = Configuration(registries);
        string app = Path.Combine(root, "app");
        BinaryFiles.Concatenate(CarriedBytes, [.. Architectures.Select(architecture => Path.Combine(app, $"data_{architecture}.bin"))]);
        File.WriteAllText(Path.Combine(app, "go.mod"), "module example.org/app\n\ngo 1.19\n");
        File.WriteAllText(Path.Combine(app, "main.go"), "package main\n\nimport \"os\"\n\nfunc main() { os.Stdout.WriteString(data[:4]) }\n");
        foreach (string architecture in Architectures)
        {
            File.WriteAllText(Path.Combine(app, $"data_{architecture}.go"), $"package main\n\nimport _ \"embed\"\n\n//go:embed data_{architecture}.bin\nvar data string\n");
        }

        File.WriteAllText(Path.Combine(root, "VERSION"), "version=1.0.0\n");
        WriteConfiguration();
        Setting.Git(root, "init", "--quiet", "--initial-branch=main");
        Setting.Git(root, "config", "core.compression", "0");
        Setting.Git(root, "add", "--all");
        Setting.Git(root, "commit", "--quiet", "--message=app");
    }

    /// <summary>Makes the next release due: same program, another label, nothing delivered.</summary>
    /// <param name="keepLayers">Whether layers of earlier releases are found again.</param>
    public void Renew(bool keepLayers)
    {
        Delete("dist");
        if (!keepLayers)
        {
            Delete(Path.Combine(".drayage", "layers"));
        }

        WriteConfiguration();
        Setting.Git(root, "add", "drayage.yaml");
        Setting.Git(root, "commit", "--quiet", "--message=label");
    }

    /// <summary>The built programs as <c>linux-ARCHITECTURE/app</c> below a directory.</summary>
    public void LinkBinaries(string directory)
    {
        foreach (string architecture in Architectures)
        {
            string place = Directory.CreateDirectory(Path.Combine(directory, $"linux-{architecture}")).FullName;
            File.Copy(Path.Combine(root, ".drayage", "out", $"app.binary.linux-{architecture}", "app"), Path.Combine(place, "app"), overwrite: true);
        }
    }

    private void WriteConfiguration() => File.WriteAllText(Path.Combine(root, "drayage.yaml"), $"{label}    labels: {{ release: \"{releases++}\" }}\n");

    private void Delete(string name)
    {
        string path = Path.Combine(root, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static string Configuration(ReadOnlySpan<string> registries)
    {
        var text = new StringBuilder("schema: 1\nproject: bench\nversion: VERSION~version=(.*)\ndestinations:\n");
        foreach (string registry in registries)
        {
            text.Append($"  at-{registry[(registry.IndexOf(':') + 1)..]}: {{ kind: oci, registry: \"{registry}/bench\" }}\n");
        }

        text.Append("components:\n  app: { ecosystem: go, path: app, platforms: [linux/amd64, linux/arm64] }\n");
        text.Append("  app-image:\n    ecosystem: container\n    platforms: [linux/amd64, linux/arm64]\n    from: [app]\n    image: app\n");
        text.Append("    entrypoint: [/usr/bin/app]\n    to: [");
        for (int i = 0; i < registries.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append("at-").Append(registries[i][(registries[i].IndexOf(':') + 1)..]);
        }

        return text.Append("]\n").ToString();
    }
}
