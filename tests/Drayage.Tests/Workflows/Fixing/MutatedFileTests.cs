using Drayage.Workflows.Fixing;
using Drayage.Workflows.Fixing.Diffs;
using Drayage.Workflows.Reading;
using Xunit;

namespace Drayage.Tests.Workflows.Fixing;

/// <summary>Files that somebody broke while editing: lines gone, doubled, moved, cut or indented otherwise.</summary>
public sealed class MutatedFileTests
{
    private const int Rounds = 40;

    private static readonly string[] Ends = [" # why", " ", " \\", "\r", ": &a x", " '"];

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(Repaired.Folder, "Pairs"), "before.*", SearchOption.AllDirectories).Select(path => Path.GetFileName(Path.GetDirectoryName(path))!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Repairs_come_to_an_end_and_leave_what_can_be_read(string name)
    {
        string file = Directory.EnumerateFiles(Path.Combine(Repaired.Folder, "Pairs", name), "before.*").Single();
        string path = Path.GetExtension(file) == ".md" ? "guide.md" : ".github/workflows/release.yml";
        var random = new Random(20);
        foreach (string text in Enumerable.Range(0, Rounds).Select(_ => Mutated(File.ReadAllText(file), random)))
        {
            FixReport report = Repaired.Report(text, path: path);
            string repaired = report.Files.FirstOrDefault()?.After ?? text;
            Assert.All(report.Refused, refused => Assert.False(refused.IsChanged));
            Assert.DoesNotContain(report.Refused, refused => refused.Refusal!.Contains("without end", StringComparison.Ordinal));
            Assert.True(text == repaired || path == "guide.md" || YamlDocument.Read(new SourceFile(path, repaired)).IsReadable, UnifiedDiff.Of(path, text, repaired));
            Assert.Equal(repaired, Repaired.Text(repaired, path: path));
        }
    }

    private static string Mutated(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            int at = random.Next(lines.Count);
            switch (random.Next(7))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(at, lines[at]);
                    break;
                case 2:
                    lines[at] = lines[at][..random.Next(lines[at].Length + 1)];
                    break;
                case 3:
                    lines[at] = "  " + lines[at];
                    break;
                case 4:
                    lines[at] = lines[at].StartsWith("  ", StringComparison.Ordinal) ? lines[at][2..] : lines[at];
                    break;
                case 5:
                    lines[at] += Ends[random.Next(Ends.Length)];
                    break;
                default:
                    (lines[at], lines[random.Next(lines.Count)]) = (lines[random.Next(lines.Count)], lines[at]);
                    break;
            }

            if (lines.Count == 0)
            {
                return "";
            }
        }

        return string.Join('\n', lines);
    }
}
