internal import CLibrary

/// A place in which each thread keeps an object of its own.
package struct ThreadLocal: Sendable {
  private let key: pthread_key_t

  package init() {
    var key = pthread_key_t()
    pthread_key_create(&key) { ThreadLocal.release($0) }
    self.key = key
  }

  /// The calling thread's object; `nil` where it has set none.
  package var pointer: UnsafeMutableRawPointer? { pthread_getspecific(key) }

  /// Sets the calling thread's object, which is released when the thread ends.
  ///
  /// A thread sets one once: a second would not release the first.
  package func set(_ object: AnyObject) {
    pthread_setspecific(key, Unmanaged.passRetained(object).toOpaque())
  }

  /// Ends a thread's object. The platforms differ in whether it may be nil.
  private static func release(_ raw: UnsafeMutableRawPointer?) {
    if let raw { Unmanaged<AnyObject>.fromOpaque(raw).release() }
  }
}
