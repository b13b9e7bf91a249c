using System.Text;

namespace Drayage.Tests.Ecosystems.Cargo.Detection;

/// <summary>Writes a random repository of crates: most are such as cargo takes, a few have one of the mistakes people make.</summary>
internal sealed class GeneratedWorkspace(Random random)
{
    private static readonly string[] Parents = ["core", "crates", "libs/inner", "tools", "examples", "crates/.hidden", "server"];
    private readonly List<(string Directory, string Name)> crates = [];
    private readonly ForeignTree tree = [];
    private bool hasRootPackage;
    private string excluded = "";

    public ForeignTree Write(int count)
    {
        for (var i = 0; i < count; i++)
            crates.Add(($"{Pick(Parents)}/c{i}", $"crate-{i}"));
        tree.Add("Cargo.toml", Root());
        if (hasRootPackage)
            tree.Add("src/main.rs", "fn main() {}");
        for (var i = 0; i < crates.Count; i++)
            WriteCrate(i);
        return tree;
    }

    private string Root()
    {
        hasRootPackage = Chance(3);
        var text = new StringBuilder();
        if (hasRootPackage)
            text.AppendLine("[package]\nname = \"root-app\"\nversion.workspace = true\nedition = \"2021\"");
        text.AppendLine("[workspace]\nresolver = \"2\"");
        var members = crates.Select(crate => Path.GetDirectoryName(crate.Directory)!).Distinct()
            .Select(parent => Pick($"{parent}/*", $"{parent}/c*", $"{parent}/c[0-9]*", $"./{parent}/*")).ToList();
        if (Chance(3))
            members = [.. crates.Select(crate => crate.Directory + (Chance(4) ? "/" : ""))];
        if (Chance(8))
            members.RemoveAt(0);
        if (Chance(8))
            members.Add("gone");
        if (Chance(4))
            members.Add(members[0]);
        text.AppendLine($"members = [{string.Join(", ", members.Select(member => $"\"{member}\""))}]");
        if (Chance(2))
            text.AppendLine($"exclude = [\"{excluded = crates[^1].Directory}\"]");
        if (Chance(4))
            text.AppendLine($"default-members = [\"{crates[0].Directory}\"]");
        text.AppendLine("[workspace.package]\nversion = \"0.7.1-edge.2\"\npublish = false\nedition = \"2021\"");
        text.AppendLine("[workspace.dependencies]");
        foreach (var (directory, name) in crates.Where(crate => crate.Directory != excluded))
            text.AppendLine($"{name} = {{ path = \"{directory}\", version = \"0.7.1-edge.2\" }}");
        return text.ToString();
    }

    private void WriteCrate(int index)
    {
        var (directory, name) = crates[index];
        var isIndependent = directory == excluded;
        var text = new StringBuilder($"[package]\nname = \"{name}\"\n");
        text.AppendLine(isIndependent ? Pick("version = \"1.0.0\"", "") : Pick("version = \"1.0.0\"", "version.workspace = true", "version = { workspace = true }", ""));
        text.AppendLine(text.ToString().Contains("version", StringComparison.Ordinal)
            ? Pick("publish = false", "publish = []", "publish = [\"internal\", \"other\"]", "", isIndependent ? "" : "publish.workspace = true")
            : "");
        text.AppendLine(Pick("edition = \"2015\"", "edition = \"2021\"", "edition = \"2024\"", ""));
        if (Chance(6))
            text.AppendLine("autobins = false");
        if (isIndependent && Chance(2))
            text.AppendLine("[workspace]");
        Targets(text, directory, name);
        Dependencies(text, index, isIndependent);
        tree.Add(directory + "/Cargo.toml", text.ToString());
    }

    private void Targets(StringBuilder text, string directory, string name)
    {
        tree.Add(directory + "/src/lib.rs", "");
        if (Chance(2))
            text.AppendLine("[lib]\n" + Pick("name = \"renamed\"", "crate-type = [\"cdylib\", \"rlib\"]", "crate-type = [\"staticlib\"]", "proc-macro = true"));
        if (Chance(2))
            tree.Add(directory + "/src/main.rs", "fn main() {}");
        if (Chance(2))
            tree.Add(directory + "/src/bin/helper.rs", "fn main() {}");
        if (Chance(3))
            tree.Add(directory + "/src/bin/deep/main.rs", "fn main() {}");
        if (Chance(4))
            tree.Add(directory + "/src/bin/nothing/other.rs", "");
        if (Chance(3))
        {
            tree.Add(directory + "/src/other.rs", "fn main() {}");
            text.AppendLine($"[[bin]]\nname = \"{name}-declared\"\npath = \"src/other.rs\"\nrequired-features = [\"extra\"]");
        }

        text.AppendLine("[features]\nextra = []");
        if (Chance(2))
            text.AppendLine("default = [\"extra\"]");
    }

    private void Dependencies(StringBuilder text, int index, bool isIndependent)
    {
        // Only on a crate before this one, as cargo refuses cycles.
        var candidates = crates.Take(index).Where(crate => crate.Directory != excluded).ToList();
        if (isIndependent || candidates.Count == 0 || Chance(3))
            return;
        var (directory, name) = candidates[random.Next(candidates.Count)];
        var up = string.Concat(Enumerable.Repeat("../", crates[index].Directory.Count(c => c == '/') + 1));
        var table = Pick("dependencies", "dev-dependencies", "build-dependencies", "target.'cfg(unix)'.dependencies");
        var optional = table == "dependencies" && Chance(3) ? ", optional = true" : "";
        text.AppendLine(Pick(
            $"[{table}.{name}]\nworkspace = true{optional.Replace(", ", "\n", StringComparison.Ordinal)}",
            $"[{table}]\n{name} = {{ path = \"{up}{directory}\"{optional} }}",
            $"[{table}]\nalias-{name} = {{ package = \"{name}\", path = \"{up}{directory}\", version = \"0.7.1-edge.2\"{optional} }}"));
    }

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
