namespace Drayage.Model.Delivery;

/// <summary>What a destination was observed to hold after delivery.</summary>
/// <param name="Consignment">Id of the consignment.</param>
/// <param name="Effect">Key of the effect.</param>
/// <param name="Evidence">Digest or state as the destination told it.</param>
/// <param name="Url">Where people fetch it; null where there is no such address.</param>
/// <param name="At">When it was observed.</param>
public sealed record Receipt(string Consignment, string Effect, string Evidence, string? Url, DateTimeOffset At);
