namespace Drayage.Model.Explaining;

/// <summary>A failure that was recognised.</summary>
/// <param name="Failure">Which.</param>
/// <param name="Weight">How much agreed: the more, the surer.</param>
/// <param name="Offset">Where in the message the evidence begins, in characters.</param>
public sealed record Recognition(KnownFailure Failure, int Weight, int Offset);
