using System.Collections.Immutable;
using Drayage.Benchmarks.Suites.Images;

namespace Drayage.Benchmarks.Suites;

/// <summary>Container images: made, copied and served, against the tools that people use for it.</summary>
internal static class ImagesSuite
{
    /// <summary>The parts by name; each is a suite of its own too, as <c>images-NAME</c>.</summary>
    public static ImmutableArray<(string Name, Func<Workshop, IEnumerable<Report>> Run)> Parts { get; } =
    [
        ("assemble", workshop => new AssembleSuite(workshop).Run()),
        ("copy", workshop => new CopySuite(workshop).Run()),
        ("delay", workshop => new DelaySuite(workshop).Run()),
        ("cut", workshop => new CutSuite(workshop).Run()),
        ("serve", workshop => new ServeSuite(workshop).Run()),
        ("compress", workshop => new CompressSuite(workshop).Run()),
        ("memory", workshop => new MemorySuite(workshop).Run()),
    ];

    public static IEnumerable<Report> Run(Setting setting) => Run(setting, [.. Parts.Select(part => part.Run)]);

    /// <summary>Some parts in one scratch directory.</summary>
    public static IEnumerable<Report> Run(Setting setting, params ImmutableArray<Func<Workshop, IEnumerable<Report>>> parts)
    {
        using var workshop = new Workshop(setting);
        yield return new Report("images-machine", "what this machine can do", []) { Figures = [.. workshop.Machine.Figures()] };
        foreach (Report report in parts.SelectMany(part => part(workshop)))
        {
            yield return report;
        }
    }
}
