namespace Drayage.Acceptance.Delivery;

/// <summary>Where a killed release is gone on with.</summary>
internal enum AfterKill
{
    /// <summary>With the journal that the killed run wrote.</summary>
    SameMachine,

    /// <summary>With no journal at all: the destinations are asked.</summary>
    JournalLost,

    /// <summary>On another machine, with the journal that both share in PostgreSQL.</summary>
    OtherMachine,
}
