using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary><c>defaults.run</c> of a workflow or job.</summary>
public sealed record RunDefaults(ScalarText? Shell, ScalarText? WorkingDirectory)
{
    public static RunDefaults None { get; } = new(null, null);
}
