using System.Diagnostics;
using System.Text;
using Drayage.Benchmarks.Measuring;
using Drayage.Benchmarks.Peers;

namespace Drayage.Benchmarks.Suites;

/// <summary>The change log of 8,000 commits and 600 tags, beside git that only lists them and git-cliff.</summary>
internal static class ChangelogSuite
{
    private const int Commits = 8000;
    private const int Tags = 600;
    private const double MostTimesGitLog = 3;
    private const string Ours = "drayage changelog --all";
    private const string OneRelease = "drayage changelog";
    private const string Git = "git log";

    private static readonly string[] Kinds = ["feat", "fix", "docs", "perf(core)", "refactor", "feat(api)!", "chore", "fix(io)"];

    public static IEnumerable<Report> Run(Setting setting)
    {
        string root = Directory.CreateTempSubdirectory("drayage-changelog-").FullName;
        try
        {
            Fill(root);
            Contender[] contenders =
            [
                new(Ours, setting.Drayage, "changelog", "--all") { Directory = root },
                new(OneRelease, setting.Drayage, "changelog") { Directory = root },
                new(Git, "git", "log") { Directory = root },
                new("git log --name-only", "git", "log", "--name-only") { Directory = root },
                new("drayage changelog --all --only", setting.Drayage, "changelog", "--all", "--only", "part") { Directory = root },
                .. GitCliff.Find() is { } cliff ? [new Contender("git-cliff", cliff, "--offline", "--output", "/dev/null") { Directory = root }] : Array.Empty<Contender>(),
            ];
            var report = new Report("changelog", $"{Commits:N0} commits, {Tags} tags", new Race(setting.Runs ?? 11, warmUps: 1).Run([.. contenders]));
            double log = report.Of(Git).WallSeconds;
            yield return report with
            {
                Verdicts =
                [
                    Verdict.AtMost("times git log for all releases", report.Of(Ours).WallSeconds / log, MostTimesGitLog),
                    Verdict.AtMost("times git log for one release", report.Of(OneRelease).WallSeconds / log, MostTimesGitLog),
                ],
            };
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Fill(string root)
    {
        Setting.Git(root, "init", "--quiet", "--initial-branch=main");
        using var import = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet"]) { WorkingDirectory = root, UseShellExecute = false, RedirectStandardInput = true })!;
        using (var stream = import.StandardInput.BaseStream)
        {
            stream.Write(Encoding.UTF8.GetBytes(History()));
        }

        import.WaitForExit();
        if (import.ExitCode != 0)
        {
            throw new InvalidOperationException($"git fast-import ended with exit code {import.ExitCode}");
        }

        Setting.Git(root, "checkout", "--quiet", "main");
        Setting.Git(root, "gc", "--quiet");
    }

    private static string History()
    {
        const string settings = "project: bench\nrepository: example/bench\nversion: git-tag\ncomponents:\n  part: { ecosystem: npm, path: part }\n  rest: { ecosystem: npm, path: rest }\n";
        var text = new StringBuilder();
        for (int commit = 1; commit <= Commits; commit++)
        {
            string message = $"{Kinds[commit % Kinds.Length]}: change number {commit} (#{commit})\n\nWhat was one way is another way now, because of {commit}.\n\nRefs: #{commit / 2}\nReviewed-by: Rev Iewer <rev@example.org>\n";
            string author = $"Author {commit % 40} <a{commit % 40}@example.org> {1_600_000_000 + (commit * 600)} +0000";
            text.Append($"commit refs/heads/main\nauthor {author}\ncommitter {author}\ndata {Encoding.UTF8.GetByteCount(message)}\n{message}");
            if (commit == 1)
            {
                Put(text, "drayage.yaml", settings);
                Put(text, "part/package.json", "{ \"name\": \"part\" }\n");
                Put(text, "rest/package.json", "{ \"name\": \"rest\" }\n");
            }

            Put(text, $"{(commit % 3 == 0 ? "part" : "rest")}/d{commit % 23}/f{commit % 97}.txt", $"{commit}\n");
            if (commit * Tags / Commits != (commit - 1) * Tags / Commits)
            {
                int tag = commit * Tags / Commits;
                text.Append($"tag v{tag / 60}.{tag / 10 % 6}.{tag % 10}\nfrom refs/heads/main\ntagger {author}\ndata 1\nx\n");
            }
        }

        return text.ToString();
    }

    private static void Put(StringBuilder text, string path, string content) =>
        text.Append($"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}");
}
