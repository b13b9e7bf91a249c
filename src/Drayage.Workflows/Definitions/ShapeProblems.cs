using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>Collects what was found wrong while a file was read.</summary>
internal sealed class ShapeProblems(ImmutableArray<ReadingProblem> before)
{
    private readonly List<ReadingProblem> problems = [.. before];

    public void Add(string message, SourcePlace place) => problems.Add(new ReadingProblem(ReadingProblemKind.Shape, message, place));

    public ImmutableArray<ReadingProblem> ToImmutable() => [.. problems];
}
