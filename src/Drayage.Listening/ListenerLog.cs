namespace Drayage.Listening;

/// <summary>Takes one line of what the listener tells its operator, without secrets.</summary>
public delegate void ListenerLog(string line);
