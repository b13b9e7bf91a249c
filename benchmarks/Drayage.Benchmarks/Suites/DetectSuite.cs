using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks.Suites;

/// <summary>Finding 100 packages among 20,000 files, beside programs that only list those files.</summary>
internal static class DetectSuite
{
    private const int Packages = 100;
    private const int FilesEach = 200;

    public static IEnumerable<Report> Run(Setting setting)
    {
        string root = Directory.CreateTempSubdirectory("drayage-detect-").FullName;
        try
        {
            Fill(root);
            yield return new Report("detect", $"{Packages} packages, {Packages * FilesEach:N0} files", new Race(setting.Runs ?? 11, warmUps: 1).Run(
                new Contender("drayage detect", setting.Drayage, "detect") { Directory = root },
                new Contender("git ls-files", "git", "ls-files") { Directory = root },
                new Contender("find", "find", ".", "-path", "./.git", "-prune", "-o", "-type", "f", "-print") { Directory = root }));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Fill(string root)
    {
        for (int package = 0; package < Packages; package++)
        {
            string home = Path.Combine(root, $"packages/group{package / 10}/p{package:D3}");
            Directory.CreateDirectory(home);
            (string name, string text) = Manifest(package);
            File.WriteAllText(Path.Combine(home, name), text);
            for (int file = 1; file < FilesEach; file++)
            {
                string folder = Path.Combine(home, "src", $"d{file % 12}");
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, $"f{file}.txt"), $"{package}/{file}\n");
            }
        }

        Setting.Git(root, "init", "--quiet", "--initial-branch=main");
        Setting.Git(root, "add", "--all");
        Setting.Git(root, "commit", "--quiet", "--message=tree");
    }

    private static (string Name, string Text) Manifest(int package) => (package % 5) switch
    {
        0 => ("Cargo.toml", $"[package]\nname = \"p{package:D3}\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n[lib]\npath = \"src/lib.rs\"\n"),
        1 => ("pyproject.toml", $"[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n\n[project]\nname = \"p{package:D3}\"\nversion = \"1.0.0\"\n"),
        2 => ("package.json", $"{{ \"name\": \"p{package:D3}\", \"version\": \"1.0.0\" }}\n"),
        3 => ("go.mod", $"module example.org/p{package:D3}\n\ngo 1.19\n"),
        _ => ("Chart.yaml", $"apiVersion: v2\nname: p{package:D3}\nversion: 1.0.0\n"),
    };
}
