using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary><c>strategy</c> of a job.</summary>
public sealed record Strategy(Matrix? Matrix, ScalarText? FailFast, ScalarText? MaxParallel);
