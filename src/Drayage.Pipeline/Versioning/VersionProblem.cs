using Drayage.Model;

namespace Drayage.Pipeline.Versioning;

/// <summary>A place that does not say what it should.</summary>
/// <param name="Message">What is wrong, with the place.</param>
/// <param name="Because">The evidence.</param>
/// <param name="Hint">What to do.</param>
/// <param name="At">Where.</param>
public sealed record VersionProblem(string Message, string Because, string Hint, SourceLocation? At)
{
    public static VersionProblem Of(ReleaseException cause) => new(cause.Message, cause.Because ?? "", cause.Hint ?? "", cause.At);

    public ReleaseException ToException(ExitCode code) => new(code, Message, Because, Hint) { At = At };
}
