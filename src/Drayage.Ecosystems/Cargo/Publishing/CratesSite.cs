using Drayage.Ecosystems.Cargo.Publishing.Configuration;
using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>Where a consignment goes: the index that it states, or the embedded one of a rehearsal.</summary>
/// <param name="Index">Address of the sparse index.</param>
/// <param name="Crate">The crate's name.</param>
internal sealed record CratesSite(Uri Index, string Crate)
{
    public const string CrateOption = "crate";
    public const string RegistryOption = "registry";

    /// <summary>Whether people install programs from the crate; otherwise they add it to packages of theirs.</summary>
    public const string ProgramsOption = "programs";

    public static CratesSite Of(Consignment consignment, Uri? rehearsal) => new(
        rehearsal is null ? CargoRegistry.ParseIndex(consignment.Address) : new Uri(rehearsal, $"crates/{consignment.Destination}/index/"),
        CrateOf(consignment));

    public static string CrateOf(Consignment consignment) => consignment.Options[CrateOption];
}
